"""A page that must not stay public is taken out of a release, and a stated gap is left.

The one exception to "for ever": where somebody could be identified, or a court orders it.
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from generator.reading.holdings import Holdings
from generator.releases.frozen import FIGURES
from generator.releases.gaps import gap
from generator.releases.manifests import SITE
from generator.releases.still_told import still_told

KEY = re.compile(r'data-key="([^"]+)"')
LINK = re.compile(r'<a [^>]*href="([^"#?]+)"[^>]*>(.*?)</a>', re.S)
CsvRows = list[dict[str, str]]
# Pages that belong to a page: all its figures, and its sheet for a committee.
WITH = ("", "figures/", "summary/")


class TakenOut(NamedTuple):
    """What is left of a release: the files that changed, those that are gone, the pages that still
    hold a figure of what was taken out, and those that may tell one in words or charts."""

    changed: dict[str, bytes]
    gone: list[str]
    holding: list[str]
    telling: list[str]


def taken_out(holdings: Holdings, files: Mapping[str, bytes], page: str, sentence: str) -> TakenOut:
    """Take a page, its charts and the figures of its area on it out of the files of a release.

    ``files`` are those of the release by name, its site below ``site/``; ``sentence`` says what was
    withdrawn, when and why.
    """
    inner = [name for name in files if name.startswith(SITE)]
    own = [name for name in inner if belongs(name.removeprefix(SITE), page)]
    keys = _figures_of(holdings, files, own, page)
    changed, gone = {}, []
    for name in own:
        if name.endswith(".html"):
            changed[name] = gap(files[name].decode(), sentence).encode()
        else:
            gone.append(name)
    for name in files.keys() - set(own):
        if name.endswith(".csv") and (left := _without(holdings, name, files[name], keys)):
            changed[name] = left
        elif name.endswith(".xlsx") and _holds(holdings, name, keys):
            gone.append(name)
    for name, html in _unlinked(files, gone):
        changed.setdefault(name, html)
    holding = [
        name.removeprefix(SITE).removesuffix("index.html")
        for name, content in sorted(files.items())
        if name.endswith("index.html") and name not in own and keys & _keys(content)
    ]
    _, out = _parted(holdings, FIGURES, files.get(FIGURES, b""), keys)
    telling = [one for one in still_told(holdings, files, own, out) if one not in holding]
    return TakenOut(changed, sorted(gone), holding, telling)


def _unlinked(files: Mapping[str, bytes], gone: list[str]) -> Iterator[tuple[str, bytes]]:
    """The pages that lead to files which are gone, with words in the place of each link."""
    ends = tuple({name.rpartition("/")[2].encode() for name in gone})
    for name, content in files.items():
        if not name.endswith(".html") or not any(end in content for end in ends):
            continue
        folder = name.rpartition("/")[0]

        def words(link: re.Match[str], folder: str = folder) -> str:
            leads = posixpath.normpath(f"{folder}/{unquote(link[1])}")
            return f"{link[2]} (withdrawn)" if leads in gone else link[0]

        html = LINK.sub(words, content.decode())
        if html.encode() != content:
            yield name, html.encode()


def belongs(name: str, page: str) -> bool:
    """Is a file of a site one of a page, of what belongs to it, or of one of its charts?"""
    folder = f"{name.rpartition('/')[0]}/".removeprefix("/")
    if folder in [f"{page}{part}" for part in WITH]:
        return True
    chart = folder.removeprefix(f"embed/{page}")
    return chart != folder and chart.count("/") == 1 and bool(page)


def _keys(content: bytes) -> set[str]:
    return set(KEY.findall(content.decode()))


def _figures_of(
    holdings: Holdings, files: Mapping[str, bytes], own: Collection[str], page: str
) -> set[str]:
    """The figures of its own area that stand on a page; those beside it are other areas'."""
    mine = _areas_of(holdings, page)
    found = {key for name in own if name.endswith(".html") for key in _keys(files[name])}
    return {key for key in found if mine & set(key.split("/"))}


def _areas_of(holdings: Holdings, page: str) -> set[str]:
    """The codes of the areas that a page is of."""
    place, *rest = page.strip("/").split("/")
    # A page that was frozen has the name that its area had then.
    then = {area.code: {area.slug} for area in holdings.areas}
    for one in holdings.renamed:
        then.setdefault(one.code, set()).add(one.slug)
    wards = [area for area in holdings.areas if area.level == "ward"]
    if rest[:1] != ["wards"]:
        return {code for code in then if place in then[code]} - {ward.code for ward in wards}
    named = [ward for ward in wards if then[ward.code].intersection(rest[1:2])]
    districts = ((area, holdings.areas.ancestor(area, "district")) for area in named)
    return {area.code for area, district in districts if district and place in then[district.code]}


def _without(holdings: Holdings, name: str, content: bytes, keys: set[str]) -> bytes:
    """A table without the rows of these figures; nothing where it holds none of them."""
    left, out = _parted(holdings, name, content, keys)
    if not out:
        return b""
    written = io.StringIO()
    writer = csv.DictWriter(written, list(out[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(left)
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}" if content.startswith(b"\xef\xbb\xbf") else ""
    return (mark + written.getvalue()).encode()


def _parted(
    holdings: Holdings, name: str, content: bytes, keys: set[str]
) -> tuple[CsvRows, CsvRows]:
    """The rows of a table without those of these figures, and those."""
    codes = {part for key in keys for part in key.split("/")}
    parts: tuple[CsvRows, CsvRows] = [], []
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        is_out = row.get("area_code") in codes and _is_of(holdings, name, row, keys)
        parts[is_out].append(row)
    return parts


def _is_of(holdings: Holdings, name: str, row: Mapping[str, str], keys: set[str]) -> bool:
    place = (row.get("category"), row.get("area_code"), row.get("period"))
    if "indicator" in row:
        return "/".join(map(str, (row["indicator"], *place))) in keys
    if "measure" not in row:
        return False
    dataset = name.rpartition("/")[2].removesuffix(".csv")
    shown = [
        key
        for key, (home, indicator) in holdings.indicators.items()
        if home == dataset and row["measure"] in (indicator.value, indicator.base)
    ]
    return any("/".join(map(str, (key, *place))) in keys for key in shown)


def _holds(holdings: Holdings, name: str, keys: set[str]) -> bool:
    """May a workbook hold one of these figures: is it of their dataset or of their area?"""
    folder, _, file = name.removeprefix(SITE).rpartition("/")
    named = {key.split("/")[0] for key in keys}
    datasets = {holdings.indicators[key][0] for key in named if key in holdings.indicators}
    if folder == "data":
        return file.removesuffix(".xlsx") in datasets
    areas = {part for key in keys for part in key.split("/")}
    slugs = {area.slug for area in holdings.areas if area.code in areas}
    above = {
        district.slug
        for area in holdings.areas
        if area.code in areas and (district := holdings.areas.ancestor(area, "district"))
    }
    return folder.split("/")[0] in slugs | above
