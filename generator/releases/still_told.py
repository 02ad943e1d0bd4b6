"""Where else in a release may figures stand that were taken out of it: in words or in charts?"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape

from generator.reading.holdings import Holdings
from generator.releases.manifests import SITE
from generator.terms import wording
from generator.terms.as_data import bare

CHART = ".vl.json"
TAG = re.compile(r"<[^>]*>")
# What is read aloud, or shown by a search engine, stands in a tag.
IN_TAG = re.compile(r'\b(?:aria-label|title|alt|content)="([^"]*)"')
NUMBER = re.compile(rf"(?<![\w.]){wording.MINUS}?\d+(?:,\d{{3}})*(?:\.\d+)?(?!\w)")


def still_told(
    holdings: Holdings,
    files: Mapping[str, bytes],
    own: Collection[str],
    rows: Iterable[Mapping[str, str]],
) -> list[str]:
    """The pages that name an area of these rows of figures and hold one of their numbers, those
    with the most of them first; a chart counts to its page.

    ``files`` are those of the release by name, of which ``own`` went. It may be another number.
    """
    rows = list(rows)
    names = {row["area_name"] for row in rows}
    printed = {text for row in rows for text in _printed(holdings, row)}
    raw = printed | {row[name] for row in rows for name in ("value", "count")}
    found: dict[str, set[str]] = defaultdict(set)
    for name in files.keys() - set(own):
        is_chart = name.endswith(CHART)
        if not name.startswith(SITE) or not (is_chart or name.endswith(".html")):
            continue
        text = files[name].decode(errors="replace")
        text = f"{text} {_unmarked(text)}" if is_chart else _text(text)
        if any(re.search(rf"(?<!\w){re.escape(area)}(?!\w)", text) for area in names):
            found[_page_of(name)] |= set(NUMBER.findall(text)) & (raw if is_chart else printed)
    gone = {_page_of(name) for name in own}
    told = [page for page, numbers in found.items() if numbers and page not in gone]
    return sorted(told, key=lambda page: (-len(found[page]), page))


def _printed(holdings: Holdings, row: Mapping[str, str]) -> Iterator[str]:
    """The numbers of a figure as pages print them."""
    _, indicator = holdings.indicators.get(row["indicator"], (None, None))
    for name in ("value", "count"):
        if text := bare(row[name]):
            places = wording.places_of(text)
            fewer = {indicator.decimals if indicator else places, 1} if name == "value" else set()
            for decimals in {places, *(one for one in fewer if one < places)}:
                yield wording.number(float(text), decimals)


def _text(html: str) -> str:
    """What a page says to those who see, hear or search it."""
    return unescape(f"{TAG.sub(' ', html)} {' '.join(IN_TAG.findall(html))}")


def _unmarked(text: str) -> str:
    """A text of JSON with its letters as they are read."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return ""


def _page_of(name: str) -> str:
    """The address of the page that a file of the site is one of, or a chart of."""
    folder = f"{name.removeprefix(SITE).rpartition('/')[0]}/".removeprefix("/")
    if not folder.startswith("embed/"):
        return folder
    return f"{folder.removeprefix('embed/').rstrip('/').rpartition('/')[0]}/".removeprefix("/")
