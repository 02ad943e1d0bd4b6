"""Rules about what "Find your area" looks in: what it answers with has a page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Place, Problem
from generator.reading.finding import PLACES
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.areas import PROFILED

AREAS = "data/areas/areas.csv"


def places_lead_to_pages(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Towns and villages that are said to lie in an area without a page."""
    root = holdings.site.area if holdings.site else ""
    sheet = holdings.sheets.get(PLACES)
    # What is wrong between areas is told, and which lies in which is not known then.
    is_known = root in holdings.areas and all(p.place.file != AREAS for p in holdings.problems)
    for row, cells in sheet.rows if sheet and is_known else ():
        if cells["area"] not in holdings.areas:
            continue
        area = holdings.areas[cells["area"]]
        is_here = root in (area.code, *(above.code for above in holdings.areas.family(area)))
        if not is_here or area.level not in (*PROFILED, "ward"):
            what = f"{area.name} ({area.code}) has no page on this site."
            remedy = "Give the code of its district or ward, or take the row out."
            yield Problem("known", Place(PLACES, row, "area"), what, remedy)


RULES = (places_lead_to_pages,)
