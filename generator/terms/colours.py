"""The colours of a site by the part they play, in the light and in the dark.

One table for the style sheet and for charts. ``colours:`` in ``data/site.yml`` puts a project's own
in the place of some. The shipped ones are the Analysis Function's, and tints of them.
"""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator

FORM = 'Write # and six digits or letters from A to F, in double quotes: "#12436D".'
TEXT, GRAPHIC = 4.5, 3.0


class Colour(BaseModel):
    """One colour as it is on light paper and on dark."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    light: str
    dark: str

    @field_validator("light", "dark", mode="before")
    @classmethod
    def _is_colour(cls, value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", value.strip()):
            # Without quotes, YAML takes # and what follows for a remark.
            said = " ".join(str(value).split())[:40]
            what = "There is no colour." if value is None else f'"{said}" is no colour.'
            raise ValueError(f"{what} >> {FORM}")
        return value.strip().upper()


def _colour(light: str, dark: str) -> Colour:
    return Colour(light=light, dark=dark)


class Palette(BaseModel):
    """Every role and its colour. A role is named here as style sheets name it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    paper: Colour = _colour("#FFFFFF", "#14171A")
    ink: Colour = _colour("#1D1D1D", "#ECEEF0")
    quiet: Colour = _colour("#4A5055", "#B4BABF")
    line: Colour = _colour("#CFD3D6", "#41474D")
    wash: Colour = _colour("#F2F3F4", "#1F2428")
    accent: Colour = _colour("#12436D", "#7DB8EA")
    accent_2: Colour = Field(default=_colour("#2073BC", "#4F97D6"), alias="accent-2")
    accent_3: Colour = Field(default=_colour("#6BACE6", "#37699A"), alias="accent-3")
    other: Colour = _colour("#BFBFBF", "#6F767C")
    outline: Colour = _colour("#5B5B5B", "#A9B0B6")
    grid: Colour = _colour("#D9D9D9", "#353B41")
    limits: Colour = _colour("#E6E6E6", "#1F2428")
    band: Colour = _colour("#1D1D1D", "#4A5157")
    alert: Colour = _colour("#7A1F1F", "#F0B4AA")
    alert_wash: Colour = Field(default=_colour("#FBF2F0", "#2E201E"), alias="alert-wash")

    def roles(self) -> dict[str, Colour]:
        """Every colour by the name of its role."""
        fields = type(self).model_fields.items()
        return {field.alias or name: getattr(self, name) for name, field in fields}


SHIPPED = Palette()
# What charts draw with. A page tells their parts by colour, so no two of these may be the same.
DRAWN = ("accent", "accent-2", "accent-3", "other", "outline", "ink", "limits", "paper", "grid")
# Role, what it stands on, and by how much it stands out at least.
PAIRS = (
    ("ink", "paper", TEXT),
    ("ink", "wash", TEXT),
    ("ink", "alert-wash", TEXT),
    ("quiet", "paper", TEXT),
    ("quiet", "wash", TEXT),
    ("accent", "paper", TEXT),
    ("alert", "alert-wash", TEXT),
    ("alert", "paper", GRAPHIC),
    ("accent-2", "paper", GRAPHIC),
    ("accent-2", "wash", GRAPHIC),
    ("outline", "paper", GRAPHIC),
    ("outline", "wash", GRAPHIC),
    ("outline", "limits", GRAPHIC),
    ("accent", "limits", GRAPHIC),
    ("ink", "limits", GRAPHIC),
)


def luminance(colour: str) -> float:
    """How bright is a colour, from 0 (black) to 1 (white)?

    WCAG 2.2, definition of "relative luminance".

    >>> luminance("#000000"), luminance("#FFFFFF")
    (0.0, 1.0)
    """
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """By how much do two colours stand out from each other: from 1 (not at all) to 21?

    WCAG 2.2, definition of "contrast ratio"; 1.4.3 asks for 4.5 in text, 1.4.11 for 3 in graphics.

    >>> contrast("#FFFFFF", "#000000")
    21.0
    """
    darker, brighter = sorted((luminance(one), luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def style_sheet(palette: Palette) -> str:
    """The colours as a style sheet: a property for each role, and what it is in a drawing.

    A drawing has the light colours in it; here each of them becomes its role's. A line in the
    colour of others takes that of outlines, for it has no outline that could set it off.
    """
    roles = palette.roles()
    light = "".join(f"  --{role}: {colour.light};\n" for role, colour in roles.items())
    dark = "".join(f"    --{role}: {colour.dark};\n" for role, colour in roles.items())
    rules = []
    for role in DRAWN:
        drawn, line = roles[role].light, "outline" if role == "other" else role
        edge = " stroke: var(--grid);" if role == "limits" else ""
        rules.append(f'.drawing [fill="{drawn}"] {{ fill: var(--{role});{edge} }}')
        rules.append(f'.drawing [stroke="{drawn}"] {{ stroke: var(--{line}); }}')
    return (
        "/* Made from the table of colours and from data/site.yml: a change here is lost. */\n"
        f":root {{\n{light}}}\n\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n  :root {{\n{dark}  }}\n}}\n\n"
        + "\n".join(rules)
        + "\n"
    )
