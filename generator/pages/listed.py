"""Which areas, and which parts of a whole, stand side by side in a chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.pages.book import Book
from generator.terms.areas import Area
from generator.terms.datasets import Dataset

# So many areas can be told apart in a chart.
MOST_LISTED = 60


def listed(book: Book, area: Area | None, level: str, asked: tuple[str, str]) -> tuple[Area, ...]:
    """The areas of a level that a chart about an area sets side by side: wards of its district,
    districts of a county, and others of the whole site.

    ``asked`` are the indicator and the category: where there are too many, those without a figure
    are left out, and none is listed where too many are left.
    """
    found = _of_level(book, area, level) if level else ()
    if len(found) > MOST_LISTED:
        held = {figure.area for figure in book.figures.across(*asked)}
        found = tuple(one for one in found if one.code in held)
    found = tuple(one for one in found if one == area or not _is_to_come(book, one, asked))
    return found if len(found) <= MOST_LISTED else ()


def _is_to_come(book: Book, area: Area, asked: tuple[str, str]) -> bool:
    """Is all that is held of an area the past of others, which stand beside it?"""
    past = book.figures.series(*asked, area=area.code) if area.start else []
    voice = book.voice(asked[0])
    return bool(past) and not any(voice.is_live(figure) for figure in past)


def _of_level(book: Book, area: Area | None, level: str) -> tuple[Area, ...]:
    areas = book.holdings.areas
    inside = book.root
    if level == "force":
        return tuple(one for one in areas if one.level == "force")
    if area and level == "ward":
        inside = areas.ancestor(area, "district") or area
    elif area and area.level == "county":
        inside = area
    found = areas.within(inside, level)
    # Where districts are counted only together, their partnership stands for them.
    joint = areas.within(inside, "partnership") if level == "district" else []
    return (*found, *joint)


# A chart of fewer parts says too little.
FEWEST_PARTS = 3


def one_level(dataset: Dataset, held: Sequence[str]) -> tuple[str, ...]:
    """Of these categories, the parts of one whole: none of them holds another, and where the first
    parts are too few, their own parts stand in their place."""
    known = set(held)
    tops = [c for c in held if dataset.categories[c].within not in known]
    wholes = [c for c in tops if any(part in known for part in dataset.parts(c))]
    level = wholes if len(wholes) == 1 else _most(tops, lambda c: dataset.categories[c].within)
    while len(level) < FEWEST_PARTS:
        finer = [part for c in level for part in _parts_in(dataset, c, known) or [c]]
        if finer == level:
            break
        level = finer
    # Ages, sexes and answers are no parts of one thing: those of the first of most are shown.
    return tuple(_most(level, lambda category: category.rpartition("/")[0]))


def _most(categories: list[str], sort: Callable[[str], str]) -> list[str]:
    """Those of one sort: of the one that has the most."""
    sorts: dict[str, list[str]] = {}
    for category in categories:
        sorts.setdefault(sort(category), []).append(category)
    return max(sorts.values(), key=lambda held: len(held), default=[])


def _parts_in(dataset: Dataset, category: str, known: set[str]) -> list[str]:
    return [part for part in dataset.parts(category) if part in known]


def compared(book: Book, area: Area | None, against: Sequence[str]) -> tuple[Area, ...]:
    """The areas that words such as "county" mean for this one; the area of the whole site where
    all stand side by side."""
    if area is None:
        return (book.root,) if book.root.level in against else ()
    found = []
    for word in () if book.is_alone(area) else against:
        if word == "similar areas":
            found += book.holdings.areas.similar_to(area)
        elif above := book.holdings.areas.ancestor(area, word):
            found.append(above)
    return tuple(found)
