"""Places in a list worked out again, and rates against the population that they imply."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from generator.audit.cells import Cell, Cells, Held
from generator.audit.printed import place
from generator.audit.ranges import Range
from generator.audit.recompute import Claim, Outcome, numbers, untested
from generator.periods import Period

HUNDRED = Fraction(100)


def rank(claim: Claim, cells: Cells) -> Outcome:
    """The subject's place in its list. Equal ones share places; so do those whose rounding could
    hide which of them is first."""
    printed = place(claim.text)
    start = claim.words.get("from", "highest")
    if printed is None:
        return untested("no place is understood in what it prints")
    values: dict[Cell, Range] = {}
    inputs: list[Held] = []
    for cell in dict.fromkeys([claim.cell, *listed(claim, cells)]):
        value, used, why = _ranked(claim, cell, cells)
        if value is not None:
            values[cell] = value
            inputs += used
        elif cell == claim.cell:
            return untested(why)
    if len(values) < 2:
        return untested("the list that it ranks is not held")
    own = values.pop(claim.cell)
    low, high, middle = 1, 1, 1
    for other in values.values():
        ahead, perhaps = (
            (other.low > own.high, other.high >= own.low)
            if start == "highest"
            else (other.high < own.low, other.low <= own.high)
        )
        low, high = low + ahead, high + perhaps
        is_ahead = other.middle > own.middle if start == "highest" else other.middle < own.middle
        middle += is_ahead
    follows = Range(Fraction(low), Fraction(high), Fraction(middle))
    facts = {"of": str(len(values) + 1)}
    return Outcome(follows, Range.exactly(Fraction(printed)), tuple(inputs), "", facts)


def listed(claim: Claim, cells: Cells) -> list[Cell]:
    """The cells of the list that a claim ranks its subject in."""
    dataset, area, period, measure, category = claim.cell
    among = claim.words.get("among", "districts")
    held = cells.holdings.datasets[dataset]
    if among == "categories":
        within = held.categories[category].within
        names = [n for n, c in held.categories.items() if c.within == within and n != "all"]
        return [(dataset, area, period, measure, name) for name in names]
    if among == "categories-all":
        names = [n for n in held.categories if not held.parts(n) and n != "all"]
        return [(dataset, area, period, measure, name) for name in names]
    if among == "periods":
        months = Period.parse(period).months
        return [
            found.cell
            for found in cells.by_area.get(area, [])
            if (found.cell[0], found.cell[3], found.cell[4]) == (dataset, measure, category)
            and Period.parse(found.cell[2]).months == months
        ]
    places = among.split("+")
    if len(places) > 1 and all(name in held.categories for name in places):
        return [(dataset, area, period, measure, name) for name in places]
    codes = [code for name in places for code in cells.areas(claim.cell, name)]
    return [(dataset, code, period, measure, category) for code in codes]


def _ranked(claim: Claim, cell: Cell, cells: Cells) -> tuple[Range | None, list[Held], str]:
    """What is ranked: the figure itself, or its change or share."""
    kind = claim.words.get("of", "")
    wanted = [cell]
    if kind:
        words = {k: v for k, v in claim.words.items() if k in ("period", "measure", "category")}
        wanted += cells.named(cell, words)
    found, why = numbers(cells, wanted)
    if why or len(found) < len(wanted):
        return None, [], why or "a figure of the list is blank"
    first = found[0].range
    second = found[1].range if kind else None
    if first is None or (kind and second is None):
        return None, [], "a figure of the list is blank"
    if not kind or second is None:
        return first, found, ""
    if kind == "change":
        return first - second, found, ""
    ratio = first.over(second)
    return ratio, found, "there is no percentage of nought"


def rate(claim: Claim, cells: Cells) -> Outcome:
    """A rate from its count and the population that the document's other rates of the area imply.

    The population is the one that agrees with most of those rates; where no two of them agree,
    there is none. Source: a rate is a count over a population, so count over rate is the latter.
    """
    words = {"measure": _counted(cells, claim)} | claim.words
    counts, why = numbers(cells, cells.named(claim.cell, words))
    if why:
        return untested(why)
    printed = claim.printed.allows(is_count=False)
    count = counts[0].range
    if printed is None or count is None or count.low <= 0:
        return untested("there is no rate of nought")
    population, agreeing = most_agreed(_implied(claim, cells))
    if population is None or agreeing < 2:
        return untested("no population follows from the document's rates")
    follows = count.over(population)
    facts = {"population": str(round(float(population.middle) * 1000)), "from": str(agreeing)}
    return Outcome(follows, printed, tuple(counts), "", facts)


def _counted(cells: Cells, claim: Claim) -> str:
    """The measure that is counted in the dataset that a rate names."""
    dataset = cells.holdings.datasets[claim.words.get("dataset", claim.cell[0])]
    return next((n for n, m in dataset.measures.items() if m.kind == "count"), claim.cell[3])


def _implied(claim: Claim, cells: Cells) -> list[Range]:
    """Count over rate for every pair of this area in the same document.

    Only rates of the same measure (of the same number of people) in periods that end in the same
    year, for populations grow.
    """
    found: list[Range] = []
    year = Period.parse(claim.cell[2]).last.year
    for held in cells.by_area.get(claim.cell[1], []):
        period = held.cell[2]
        is_like = held.cell[3] == claim.cell[3] and any(
            source.startswith(f"{claim.document}-") for source in held.source
        )
        if not is_like or held.range is None or Period.parse(period).last.year != year:
            continue
        count = _beside(cells, held.cell)
        if count and count.low > 0 and held.range.low > 0:
            people = count.over(held.range)
            found += [people] if people else []
    return found


def _beside(cells: Cells, cell: Cell) -> Range | None:
    """The count beside a rate, whatever its dataset calls it."""
    dataset = cells.holdings.datasets[cell[0]]
    for name in (n for n, m in dataset.measures.items() if m.kind == "count"):
        held = cells.get((*cell[:3], name, cell[4]))
        if held and held.range:
            return held.range
    return None


def most_agreed(ranges: Iterable[Range]) -> tuple[Range | None, int]:
    """The range that most of these have in common, and how many of them that is.

    Where two are shared by as many, the one that the narrowest of all has a part in: a rate of
    many says more of the population than one of few.

    >>> one, two, three = (Range(Fraction(a), Fraction(b), Fraction(a)) for a, b in
    ...                    ((1, 4), (3, 6), (8, 9)))
    >>> found, agreeing = most_agreed([one, two, three])
    >>> (found.low, found.high, agreeing)
    (Fraction(3, 1), Fraction(4, 1), 2)
    """
    held = sorted(ranges, key=lambda r: r.high - r.low)
    best: tuple[tuple[int, bool], Range | None] = ((0, False), None)
    for start in sorted({r.low for r in held}):
        over = [r for r in held if r.low <= start <= r.high]
        score = (len(over), held[0] in over)
        if score > best[0]:
            high = min(r.high for r in over)
            best = (score, Range(start, high, (start + high) / 2))
    return best[1], best[0][0]
