"""A district beside the areas most similar to it: what is said where it is set beside its force.

Only a figure of the same indicator, category and period is set beside another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.charts.drawing import ChartRequest
from generator.figures import comparisons
from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.telling import narrative, places
from generator.telling.verdicts import counted_from
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area

# Whom a part of a page sets an area beside, where the reader chooses.
AROUND, SIMILAR = "around", "similar"
# Where the choice stands on a page that has something to choose.
CHOICE = "<!--beside-whom-->"


@dataclass(frozen=True, slots=True)
class BesideGroup:
    """A figure beside that of the group of its area, the members that have one, those that have
    none, the figures of the former and itself, and the place of the area among these."""

    group: Area
    comparison: Comparison
    members: tuple[Area, ...]
    without: tuple[Area, ...]
    figures: tuple[Figure, ...]
    rank: comparisons.Rank | None


def groups_of(book: Book, area: Area) -> list[Area]:
    """The groups of areas most similar to this one that have one rate together."""
    areas = book.holdings.areas
    own = (group for group in areas.similar_to(area) if group.parent == area.code)
    return [group for group in own if areas.members(group)[1] == "rate"]


def alike(book: Book, figure: Figure) -> BesideGroup | None:
    """A figure beside the group of similar areas of its own area; None where there is none."""
    areas = book.holdings.areas
    for group in groups_of(book, areas[figure.area]):
        series = book.figures.series(figure.indicator, figure.category, area=group.code)
        found = (c for o in series if (c := comparisons.against(figure, o)))
        comparison = next(found, None)
        if comparison is None:
            continue
        members = areas.members(group)[0]
        held = {o.area: o for o in book.figures.beside(figure) if o.value is not None}
        listed = (*(held[m.code] for m in members if m.code in held), figure)
        return BesideGroup(
            group,
            comparison,
            members=tuple(m for m in members if m.code in held),
            without=tuple(m for m in members if m.code not in held),
            figures=listed,
            rank=comparisons.rank(figure, listed, len(listed), book.voice(figure.indicator).short),
        )
    return None


def said_of(book: Book, found: BesideGroup | None) -> str:
    """How a figure compares with that of its group, its place, and of how many areas that is."""
    if found is None:
        return ""
    voice = book.voice(found.comparison.figure.indicator)
    against = narrative.against(voice, found.comparison)
    said = (against, placed(book, found), made_of(found)) if against else ()
    return " ".join(part for part in said if part)


def placed(book: Book, found: BesideGroup) -> str:
    """The place of an area among itself and its similar areas."""
    figure = found.comparison.figure
    listed = itself_and(found.rank) if found.rank else ""
    end = counted_from(found.comparison)
    return places.standing(book.voice(figure.indicator), figure, found.rank, listed, end)


def itself_and(rank: comparisons.Rank) -> str:
    """What a list of an area and its similar areas is made of, behind its number."""
    return f"areas: itself and {wording.in_words(rank.of - 1)} that are similar"


def made_of(found: BesideGroup) -> str:
    """Which areas that are similar too have no part in the figure of a group."""
    if not found.without:
        return ""
    names = wording.listing([one.name for one in found.without])
    are, have = ("is", "has") if len(found.without) == 1 else ("are", "have")
    return f"{names} {are} similar too, but {have} no such figure and no part in this."


def either(book: Book, request: ChartRequest) -> list[tuple[ChartRequest, str]]:
    """The charts to be drawn, and whom each sets the area beside: one beside the areas around it,
    and one beside the group of its own where it has such a figure, or one for all."""
    area = request.area
    own = groups_of(book, area) if area else []
    own = [group for group in own if group in request.against]
    first = replace(request, against=tuple(a for a in request.against if a not in own))
    figure = book.newest(request.voice.key, request.categories[0], area) if own and area else None
    found = alike(book, figure) if figure else None
    if found is None or area is None:
        return [(first, "")]
    end = counted_from(found.comparison)
    second = replace(request, against=(found.group,), counted_from=end)
    if request.kind == "ranking":
        second = replace(second, areas=(area, *found.members), among="similar areas")
    return [(first, AROUND), (second, SIMILAR)]


def with_choice(book: Book, area: Area, here: str, page: str) -> str:
    """The text of an area's page with the choice beside whom it is set, where there is any: at the
    place for it that is nearest above the first part that changes. Where nothing on it changes, it
    says so to those who come from a page on which they chose."""
    around, groups = book.comparator(area), groups_of(book, area)
    above, *below = page.split(CHOICE)
    first = page.find(f'data-against="{SIMILAR}"')
    if around is None or not groups or not below:
        return above + "".join(below)
    if first < 0:
        none = f"Nothing on this page is set beside {wording.place(groups[0])}."
        hidden = Markup('<p class="beside-whom" hidden>{}</p>').format(none)
        return above + str(hidden) + "".join(below)  # Markup would escape the page
    lists = (topic.id for topic in book.topics.values() if topic.matter.has_similar_areas)
    choice = book.render(
        "beside_whom",
        area=area,
        around=around,
        group=groups[0],
        lists=next(lists, ""),
        to=lambda there: relative(here, there),
    )
    place = max(page[:first].count(CHOICE), 1)
    parts = [above, *below]
    return "".join(parts[:place]) + choice + "".join(parts[place:])
