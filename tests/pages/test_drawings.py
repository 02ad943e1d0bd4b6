"""Every drawing as a browser sets it: no text cut, none over another, none too small to read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import looked_at

AT_ONCE = 200
SETTING = """<style>svg { overflow: visible; font: 14px "Liberation Sans", Arial, sans-serif; }
body { margin: 60px; }</style><div id="here"></div>"""
WRONG = """(drawings) => drawings.flatMap(([name, drawing]) => {
  const here = document.getElementById("here");
  here.innerHTML = drawing;
  const svg = here.firstElementChild;
  const { width, height } = svg.viewBox.baseVal;
  svg.style.width = `${width}px`;
  svg.style.height = `${height}px`;
  const frame = svg.getBoundingClientRect();
  const isSeen = (text) => text.textContent.trim() && !text.closest("[stroke]");
  const texts = [...svg.querySelectorAll("text")].filter(isSeen).map((text) => {
    const box = text.getBoundingClientRect();
    const [left, right] = [box.left + 1, box.right - 1];
    // Letters without a tail leave room below them, and small ones above.
    return { says: text.textContent, left, right, top: box.top + 3, bottom: box.bottom - 3 };
  });
  const along = (a, b) => a.left < b.right && b.left < a.right;
  const meet = (a, b) => along(a, b) && a.top < b.bottom && b.top < a.bottom;
  const wrong = [];
  // A telephone that is 320 wide leaves 288; text of 14 units is no smaller there than 12.
  const isPhone = width < 420;
  if (isPhone && (14 * 288) / width < 12) wrong.push(`its text is small on a phone: ${width} wide`);
  texts.forEach((text, place) => {
    const { left, right, top, bottom, says } = text;
    const isIn = left > frame.left - 2 && right < frame.right + 2 && top > frame.top - 2;
    if (!isIn || bottom > frame.bottom + 2) wrong.push(`${says} is cut off`);
    if (says.includes("…")) wrong.push(`${says} is cut short`);
    for (const other of texts.slice(place + 1)) {
      if (meet(text, other)) wrong.push(`${says} lies on ${other.says}`);
    }
  });
  return wrong.map((what) => `${name}: ${what}`);
})"""


@pytest.mark.parametrize("site", ["county", "shipped"])
def test_no_text_is_cut_or_lies_on_another(
    browser: Browser, site: str, request: pytest.FixtureRequest
) -> None:
    project: Path = request.getfixturevalue(site)
    drawings = [
        (path.name, path.read_text(encoding="utf-8").partition("\n")[2])
        for path in sorted((project / "build/drawings").glob("*.svg"))
    ]
    assert drawings
    page = looked_at(browser, 1280, "light").new_page()
    page.set_content(SETTING)
    wrong: list[str] = []
    for first in range(0, len(drawings), AT_ONCE):
        wrong += page.evaluate(WRONG, drawings[first : first + AT_ONCE])
    page.context.close()
    assert not wrong, "\n".join(wrong[:40])


def test_a_text_over_another_is_seen(browser: Browser) -> None:
    page = looked_at(browser, 1280, "light").new_page()
    page.set_content(SETTING)
    text = '<text x="{}" y="20">Thanet</text>'
    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40">{}</svg>'
    beside = frame.format(text.format(2) + text.format(48))
    over = frame.format(text.format(2) + text.format(30))
    out = frame.format(text.format(70))
    found = page.evaluate(WRONG, [("beside", beside), ("over", over), ("out", out)])
    page.context.close()
    assert found == ["over: Thanet lies on Thanet", "out: Thanet is cut off"]
