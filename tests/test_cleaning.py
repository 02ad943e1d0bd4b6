"""What pages have of a drawing of Vega: the same picture, and no letter that it does not need."""

from __future__ import annotations

import pytest

from generator.publishing.cleaning import cleaned

ROOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'version="1.1" class="marks" width="90" height="40" viewBox="0 0 90 40">'
    '<g fill="none" stroke-miterlimit="4" transform="translate(45,30)">'
    '<g class="mark-group role-frame root" role="graphics-object"><g transform="translate(0,0)">'
    '<path class="background" aria-hidden="true" d="M0,0h90v40h-90Z"/><g>{}</g>'
    '<path class="foreground" aria-hidden="true" d="" display="none"/></g></g></g></svg>'
)
LINE = (
    '<line transform="translate({})" x2="{}" y2="{}" stroke="#D9D9D9" stroke-width="1" '
    'opacity="{}"/>'
)
TEXT = (
    '<text text-anchor="{}" transform="translate({})" font-family="Liberation Sans" '
    'font-size="14px" font-weight="{}" fill="#1D1D1D">{}</text>'
)
DOT = (
    '<path transform="translate({})" d="M3.0822,0A3.0822,3.0822,0,1,1,-3.0822,0A3.0822,3.0822,0,1,1'
    ',3.0822,0" fill="{}" stroke="#5B5B5B" stroke-width="0.7" opacity="{}"/>'
)
END = (
    '<path transform="translate({}) rotate(90)" d="M-7.5,0L7.5,0" stroke="#BFBFBF" '
    'stroke-width="1.6" opacity="1"/>'
)
BAR = '<path d="M0,{}h{}v14h-{}Z" fill="#BFBFBF" stroke="#5B5B5B" stroke-width="0.7"/>'
LEFT = TEXT.format("start", "2,17", "normal", "{}")

# What Vega draws, and what is left of it within the frame.
CLEANED = {
    "lines as one": (
        LINE.format("0,13", "344.999", "0", 1)
        + LINE.format("0,39.5", "0", "-5", 1)
        + LINE.format("81.4301,0", "3", "4.25", 1),
        '<path d="M0,13h344.99M0,39.5v-5M81.43,0l3,4.25" stroke="#D9D9D9"/>',
    ),
    "the same line again stays": (
        LINE.format("7,0", "0", "9", 1) * 2,
        '<g stroke="#D9D9D9"><path d="M7,0v9"/><path d="M7,0v9"/></g>',
    ),
    "ends of ranges stand upright": (
        END.format("317.5162,13") + END.format("247.603,39"),
        '<path d="M317.51,5.5v15M247.6,31.5v15" stroke="#BFBFBF" stroke-width="1.6"/>',
    ),
    "dots each with its edge": (
        DOT.format("1,2", "#BFBFBF", 1) + DOT.format("3,4", "#BFBFBF", 1),
        '<g fill="#BFBFBF" stroke="#5B5B5B" stroke-width="0.7">'
        '<circle cx="1" cy="2" r="3.08"/><circle cx="3" cy="4" r="3.08"/></g>',
    ),
    "another look ends a group, and what is alone has none": (
        BAR.format(1, 20, 20) + BAR.format(27, 8.129, 8.129) + DOT.format("1,2", "#12436D", 1),
        '<g fill="#BFBFBF" stroke="#5B5B5B" stroke-width="0.7"><path d="M0,1h20v14h-20Z"/>'
        '<path d="M0,27h8.12v14h-8.12Z"/></g>'
        '<circle cx="1" cy="2" r="3.08" fill="#12436D" stroke="#5B5B5B" stroke-width="0.7"/>',
    ),
    "words": (
        TEXT.format("end", "-7.004,232.9166", "bold", "3.14159 &amp; more"),
        '<text x="-7" y="232.91" text-anchor="end" font-weight="bold" fill="#1D1D1D">'
        "3.14159 &amp; more</text>",
    ),
    "words in lines": (
        LEFT.format('<tspan>Tonbridge</tspan><tspan x="0" dy="16">and Malling</tspan>'),
        '<text x="2" y="17" fill="#1D1D1D">Tonbridge<tspan x="2" dy="16">and Malling</tspan>'
        "</text>",
    ),
    "no empty line": (
        LEFT.format('<tspan>Dover</tspan><tspan x="0" dy="16"/>'),
        '<text x="2" y="17" fill="#1D1D1D">Dover</text>',
    ),
    "what is half seen stays as it is": (
        LINE.format("1,2", "3", "0", 0.5) * 2,
        '<path d="M1,2h3" stroke="#D9D9D9" opacity="0.5"/>' * 2,
    ),
    "nothing that is not seen": (LINE.format("1,2", "3", "0", 0) + DOT.format("1,2", "", 0), ""),
    "groups that move": (
        '<g transform="translate(0.5,12.251)"><g class="mark-rule">'
        + LINE.format("0,0", "0", "5", 1)
        + '</g></g><g transform="translate(9,9)"></g>',
        '<g transform="translate(0.5,12.25)"><path d="M0,0v5" stroke="#D9D9D9"/></g>',
    ),
    "what nobody foresaw": (
        '<text transform="translate(1.2345,2) rotate(-90)" fill="#1D1D1D" class="x">Up</text>'
        '<path transform="translate(7,8.1234)" d="M-5.477,0L0,-5.477Z" fill="#12436D"/>',
        '<text transform="translate(1.23,2) rotate(-90)" fill="#1D1D1D">Up</text>'
        '<path transform="translate(7,8.12)" d="M-5.47,0L0,-5.47Z" fill="#12436D"/>',
    ),
}


@pytest.mark.parametrize("case", CLEANED)
def test_a_drawing_keeps_what_is_seen(case: str) -> None:
    drawn, left = CLEANED[case]
    frame = '<svg viewBox="0 0 90 40"><g fill="none" transform="translate(45,30)">{}</g></svg>'
    wanted = frame.format(left) if left else '<svg viewBox="0 0 90 40"></svg>'
    assert cleaned(ROOT.format(drawn)) == wanted
