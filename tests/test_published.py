"""Every observation stands in a chart, table or sentence on its own area's page or topic."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Hashable, Iterator, Mapping
from functools import cache, partial
from html import unescape
from pathlib import Path

import pytest

from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.datasets import QUALIFIERS
from tests.shipped import shipped_audit, shipped_holdings

CELL = re.compile(r'<(?:td|p)[^>]*data-key="([^"]+)"[^>]*>([^<]*)<')


def cells(folder: Path) -> dict[tuple[str, str], str]:
    """Every marked cell of the site: (address of the page, key of the figure) to what it says."""
    found = {}
    for path in folder.rglob("index.html"):
        page = path.parent.relative_to(folder).as_posix().removeprefix(".")
        if page.startswith("embed/"):
            continue
        for key, text in CELL.findall(path.read_text(encoding="utf-8")):
            found[(page, unescape(key))] = unescape(text)
    return found


def own_pages(holdings: Holdings, area: Area) -> tuple[str, ...]:
    """The addresses that are an area's own: its page, its topics, its ward page; or a topic's."""
    if area.level == "ward":
        district = holdings.areas.ancestor(area, "district")
        assert district
        return (f"{district.slug}/wards/{area.slug}",)
    return (area.slug, f"{area.slug}/", "topics/")


def is_own(page: str, addresses: tuple[str, ...]) -> bool:
    return any(page == a or (a.endswith("/") and page.startswith(a)) for a in addresses)


def test_every_observation_is_walked_to_a_page_of_its_area(shipped: Path) -> None:
    holdings = shipped_holdings()
    marked: dict[str, list[tuple[str, str]]] = {}
    shown = cache(partial(publishing, holdings))
    for (page, key), text in cells(shipped / "site").items():
        marked.setdefault(key, []).append((page, text))
    missing = []
    areas, site = holdings.areas, holdings.site
    assert site
    # Areas outside that one of the site's is similar to have no page.
    outside = areas.outside(areas.within(areas[site.area], "district"))
    for row in holdings.observations.to_dict("records"):
        if "c" in row["status"] or row["area"] in outside:
            continue
        row["kind"] = holdings.datasets[row["dataset"]].measures[row["measure"]].kind
        indicators = shown(row["dataset"], row["measure"])
        addresses = own_pages(holdings, holdings.areas[row["area"]])
        said = [
            text
            for key in indicators
            for category in standing_in(holdings, key, row)
            for page, text in marked.get(f"{key}/{category}/{row['area']}/{row['period']}", [])
            if is_own(page, addresses)
        ]
        if not any(says(text, row) for text in said):
            missing.append(
                f"{row['file']} row {row['row']}: {row['printed'] or row['status']} not in {said}"
            )
    assert not missing, f"{len(missing)} of {len(holdings.observations)}:\n" + "\n".join(
        missing[:40]
    )


def publishing(holdings: Holdings, dataset: str, measure: str) -> list[str]:
    """The indicators that show a measure: as value, as interval, or as what it is set against."""
    found = []
    for key, (name, indicator) in holdings.indicators.items():
        shown = {indicator.value, indicator.lower, indicator.upper, indicator.base}
        against = indicator.denominator
        if against and not against.dataset:
            shown.add(against.measure)
        if name == dataset and measure in shown:
            found.append(key)
    return found


def standing_in(holdings: Holdings, key: str, row: Mapping[Hashable, object]) -> Iterator[str]:
    """In the figures of which categories does a row stand? In its own, and what is a part of it."""
    yield str(row["category"])
    against, own = holdings.indicators[key][1].denominator, holdings.indicators[key][1].category
    if against and own and (against.measure, against.category) == (row["measure"], row["category"]):
        yield own


def says(text: str, row: Mapping[Hashable, object]) -> bool:
    """Does a cell say what the row holds: its number as it is written, or why there is none?"""
    if not row["printed"]:
        return text in ("no figure", "does not apply", "withheld")
    if "k" in str(row["status"]) and not float(str(row["value"])) and row["kind"] != "count":
        return text.startswith("under ")
    decimals = wording.places_of(str(row["printed"]))
    number = wording.number(float(str(row["value"])), decimals)
    place = int(float(str(row["value"]))) if row["kind"] == "rank" else 0
    bare = text
    for word in QUALIFIERS.values():
        bare = bare.removeprefix(f"{word} ")
    words = re.findall(r"[+−]?[\d,.]+", bare)
    if place:
        told = [wording.placed(place, end) for end in ("lowest", "highest")]
        return any(re.search(rf"(^|the |had )(joint )?{one}\b", bare) for one in told)
    return number in [word.rstrip(".,").removeprefix("+") for word in words]


MARKED = re.compile(
    r'<(?:td|p)[^>]*data-key="([^"]+)"[^>]*>[^<]*((?:<sup class="mark">.*?</sup>)*)</(?:td|p)>'
)


def disputed(holdings: Holdings) -> set[str]:
    """The keys of all figures that are themselves in question, worked out without the pages. What
    was printed beside a figure, and does not follow from it, leaves the figure as it is."""
    beside = ("change", "percent_change", "share", "rank", "sign", "label")
    concerned = {f.cell for f in shipped_audit().findings if f.claim.kind not in beside}
    return {
        f"{key}/{category}/{area}/{period}"
        for dataset, area, period, measure, category in concerned
        for key, (name, indicator) in holdings.indicators.items()
        if (name, indicator.value) == (dataset, measure)
    }


def test_each_figure_concerned_is_marked_wherever_it_stands(shipped: Path) -> None:
    keys = disputed(shipped_holdings())
    seen, wrong = set(), []
    for path in (shipped / "site").rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        for key, marks in MARKED.findall(html):
            if bool(marks) != (unescape(key) in keys):
                wrong.append(f"{path}: {key}")
            seen.add(unescape(key))
        told = set(re.findall(r'<li id="(disputed-\d+)"', html))
        if "embed" not in path.parts:
            used = set(re.findall(r'<a href="#(disputed-\d+)" aria-label="The documents', html))
            assert used == told, path
    assert not wrong, "\n".join(wrong[:20])
    assert len(keys & seen) > 30


def test_each_finding_is_told_on_the_page_of_disagreements(shipped: Path) -> None:
    html = (shipped / "site/disagreements/index.html").read_text(encoding="utf-8")
    found = shipped_audit().findings
    ids = set(re.findall(r'<li id="([a-z]+-\d+(?:-\d+)*)"', html))
    assert len(ids) == len(found)
    for finding in found:
        assert finding.claim.text.strip() in unescape(html)


@pytest.mark.parametrize("name", ["shipped", "county"])
def test_every_link_of_the_site_leads_somewhere(name: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(name) / "site"
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', html)) for path, html in pages.items()}
    broken = set()
    there = {site, *site.rglob("*")}
    attributes = r'(?:href|src|data-(?:spec|places|tiles|compare|vega))="([^"#:]*(?:#[^"]*)?)"'
    for path, html in pages.items():
        base = path.parent if path.name == "index.html" else site
        for link in set(re.findall(attributes, html)):
            address, _, fragment = unescape(link).partition("#")
            if not (
                address.startswith((".", "assets"))
                or "/" in address
                or fragment
                or address.endswith((".csv", ".json"))
            ):
                continue
            if link.startswith("/") or " " in address:
                continue
            target = Path(os.path.normpath(base / address)) if address else path
            target = target if target.suffix else target / "index.html"
            if target not in there or (fragment and fragment not in ids.get(target, set())):
                broken.add(f"{path.relative_to(site)}: {link}")
    assert not broken, "\n".join(sorted(broken)[:40])


def test_each_chart_says_its_rows_in_its_table(shipped: Path) -> None:
    """The numbers that a drawing writes beside its marks stand in the table of the same figure."""
    wrong, looked = [], 0
    for path in (shipped / "site").rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        for figure in re.findall(r'<figure class="chart".*?</figure>', html, re.S):
            cells = {unescape(c) for c in re.findall(r"<t[dh][^>]*>([^<]*)<(?:/t[dh]|sup)", figure)}
            written = {unescape(text) for text in re.findall(r"<text[^>]*>([^<]+)</text>", figure)}
            (name,) = re.findall(r'href="([^"]+\.vl\.json)"', figure)
            rows = json.loads((path.parent / name).read_bytes())["datasets"]["rows"]
            own = {row[word] for row in rows for word in ("text", "other_text") if row.get(word)}
            looked += len(own & written)
            if not own & written <= cells:
                wrong.append(f"{path}: {own & written - cells}")
    assert not wrong
    assert looked > 10_000


def test_nothing_is_said_per_one(shipped: Path) -> None:
    files = [path for path in shipped.rglob("*") if path.suffix in (".html", ".json")]
    assert files
    said = re.compile(rb"\bper 1 [a-z]")
    assert [path for path in files if said.search(path.read_bytes())] == []


def test_a_link_to_the_other_wards_leads_to_them(shipped: Path) -> None:
    pages = sorted((shipped / "site").glob("*/wards/*/index.html"))
    assert len(pages) > 300
    lost = [p for p in pages if 'id="other-wards"' not in p.read_text(encoding="utf-8")]
    assert lost == []
