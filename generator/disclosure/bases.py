"""Of what is a percentage: of which category, or of the same in an area around?

What ``of:`` declares, or else each base that the published percentages do not speak against. That
it is a part of another area's number is believed only where published percentages show it.
"""

from __future__ import annotations

from generator.disclosure.counted import Counted
from generator.terms.cells import Cell
from generator.terms.datasets import Measure

Pairs = list[tuple[Cell, Cell]]


def bases(counted: Counted, measure: Measure, pairs: Pairs) -> dict[Cell, tuple[list[Cell], bool]]:
    """For each percentage and the count that it is of: the likely bases, and are they a guess?

    A base without a category is a whole that no category names.
    """
    fits = {choice: _fit(counted, pairs, choice) for choice in _choices(counted, measure, pairs)}
    sound = [choice for choice, (yes, no) in fits.items() if not no or yes > no]
    proven = [choice for choice in sound if fits[choice][0]]
    found = {}
    for cell, subject in pairs:
        own = _known(counted, subject, [choice for choice in sound if not choice[1]])
        shown = _known(counted, subject, [choice for choice in proven if not choice[1]])
        around = [] if shown else _known(counted, subject, [c for c in proven if c[1]])
        named = {base for base in own if base.category}
        is_guess = bool(around) or (not shown and len(named) > 1)
        found[cell] = (list(dict.fromkeys(shown or around or own[:1])), is_guess)
    return found


Choice = tuple[str, str]


def _choices(counted: Counted, measure: Measure, pairs: Pairs) -> list[Choice]:
    """A category or "same", "parent" or "whole"; and the level of an area around, or blank."""
    names = {cell.dataset for pair in pairs for cell in pair}
    categories = {name for n in names for name in counted.holdings.datasets[n].categories}
    base = measure.of or ("all" if "all" in categories else "")
    found = [(base, "")] if base else []
    found += [] if measure.of else [("parent", ""), ("whole", "")]
    measures = {(cell.dataset, cell.measure) for pair in pairs[:1] for cell in pair}
    if any((cell.dataset, cell.measure) in measures for cell in counted.withheld):
        areas = counted.holdings.areas
        around = {a.level for code in {c.area for c, _ in pairs} for a in areas.family(areas[code])}
        for level in sorted(around):
            found += [(base, level)] if measure.of else [("same", level), (base or "same", level)]
    return list(dict.fromkeys(found))


def _known(counted: Counted, subject: Cell, choices: list[Choice]) -> list[Cell]:
    found = [_base(counted, subject, choice) for choice in choices]
    return [base for base in found if base is not None]


def _base(counted: Counted, subject: Cell, choice: Choice) -> Cell | None:
    """The number that a count is a part of, if it has such a base."""
    category, level = choice
    if category == "parent":
        category = counted.holdings.datasets[subject.dataset].categories[subject.category].within
        if not category:
            return None
    base = subject.at(category={"same": subject.category, "whole": ""}.get(category, category))
    if level:
        areas = counted.holdings.areas
        above = areas.ancestor(areas[subject.area], level)
        return base.at(area=above.code) if above else None
    return base if base != subject else None


def _fit(counted: Counted, pairs: Pairs, choice: Choice) -> tuple[int, int]:
    """How many published percentages agree with published counts, and how many do not."""
    agree = disagree = 0
    for cell, subject in pairs:
        base = _base(counted, subject, choice)
        ends = counted.published.get(base) if base else None
        mine, printed = counted.published.get(subject), counted.published.get(cell)
        if not ends or not mine or not printed or ends[0] <= 0:
            continue
        meets = 100 * mine[0] / ends[1] <= printed[1] and 100 * mine[1] / ends[0] >= printed[0]
        agree, disagree = agree + meets, disagree + (not meets)
    return agree, disagree
