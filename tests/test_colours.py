"""One table of colours: style sheets and charts share it, and a project may replace it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts import drawing, house
from generator.terms.colours import DRAWN, PAIRS, SHIPPED, Palette, contrast, luminance, style_sheet
from tests.counties import OVERRIDES

HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
OWN = {
    "accent": {"light": "#005A30", "dark": "#85C59B"},
    "other": {"light": "#C8BFD0", "dark": "#777088"},
}
PURPLE = {"light": "#301040", "dark": "#E0D0F0"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("role", "ground", "least"), PAIRS)
def test_the_shipped_colours_stand_out(role: str, ground: str, least: float, scheme: str) -> None:
    roles = SHIPPED.roles()
    assert contrast(getattr(roles[role], scheme), getattr(roles[ground], scheme)) >= least


def test_contrasts_are_those_published() -> None:
    """The greys just above and below 4.5 to 1 on white that W3C's own texts give, and red."""
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#FF0000", "#FFFFFF") == pytest.approx(4.00, abs=0.005)


@given(COLOURS, COLOURS)
def test_contrast_is_mutual_and_between_1_and_21(one: str, other: str) -> None:
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, other) == contrast(other, one)
    assert contrast(one, one) == 1


@given(COLOURS, st.sampled_from([1, 3, 5]))
def test_more_of_a_primary_is_brighter(colour: str, place: int) -> None:
    part = int(colour[place : place + 2], 16)
    more = f"{colour[:place]}{min(part + 1, 255):02X}{colour[place + 2 :]}"
    assert luminance(more) > luminance(colour) or part == 255


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    text = (OVERRIDES / "assets" / "profile.css").read_text(encoding="utf-8")
    assert not HEX.findall(text), "Colours belong into the table: generator/terms/colours.py."
    used = set(re.findall(r"var\(--([a-z0-9-]+)", text))
    sizes = {"measure", "page", "rail", "plot", "gap", "side"}
    sizes |= {"across", "rows", "columns", "down", "between", "picture", "words", "above"}
    # The shade of a ward on a map, which is made of roles.
    assert used - sizes - {"shade"} <= set(SHIPPED.roles())


def test_charts_draw_in_colours_of_the_table_only() -> None:
    drawn = {SHIPPED.roles()[role].light for role in DRAWN}
    for kind in drawing.kinds():
        spec = drawing.kind_module(kind).draw(house.DESK).to_dict() | {"config": house.theme()}
        text = json.dumps(spec)
        assert set(HEX.findall(text)) <= drawn, kind


def test_each_colour_of_a_drawing_becomes_its_role_in_the_page() -> None:
    sheet = style_sheet(Palette.model_validate(OWN))
    assert '[fill="#005A30"] { fill: var(--accent); }' in sheet
    assert "  --accent: #005A30;" in sheet
    assert "    --accent: #85C59B;" in sheet
    assert SHIPPED.accent.light not in sheet


def test_a_specification_has_the_project_s_colours() -> None:
    theme = house.recoloured(house.theme(), Palette.model_validate(OWN | {"ink": PURPLE}))
    assert theme["axis"]["labelColor"] == theme["text"]["color"] == PURPLE["light"]
    assert theme["bar"]["stroke"] == SHIPPED.outline.light
    assert house.theme()["text"]["color"] == SHIPPED.ink.light


def test_every_page_has_the_colours_before_the_style_sheet(county: Path) -> None:
    for path in (county / "site").rglob("*.html"):
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', path.read_text("utf-8"))
        assert [Path(sheet).name for sheet in sheets] == ["colours.css", "profile.css"], path
