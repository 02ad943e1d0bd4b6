"""What each partnership chose to work on, when, and which office led it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PRIORITY_KINDS = {
    "chosen": "Priorities",
    "recommended": "Priorities recommended",
    "theme": "Themes across all priorities",
}


@dataclass(frozen=True, slots=True)
class Priority:
    """One priority of one list, in the list's own order and words.

    ``theme`` is our own name for what several lists call by different names; of a priority that
    joins two subjects it is both, with a semicolon between.
    """

    area: str
    by: str
    years: str
    kind: str
    place: int
    theme: str
    text: str
    lead: str
    source: tuple[str, ...]

    @property
    def themes(self) -> list[str]:
        """Our names for what it is about."""
        return [name.strip() for name in self.theme.split(";") if name.strip()]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One list: who chose it, for which years, and what stands in it."""

    area: str
    by: str
    years: str
    kind: str
    priorities: tuple[Priority, ...]

    @property
    def heading(self) -> str:
        """What the list is, with its years."""
        return f"{PRIORITY_KINDS[self.kind]} for {self.years.replace('-', ' to ')}"

    @property
    def sources(self) -> list[str]:
        """Where it was printed."""
        return list(dict.fromkeys(s for p in self.priorities for s in p.source))


def by_theme(lists: Iterable[Chosen]) -> list[tuple[str, list[Chosen]]]:
    """Each theme with the lists that have it, the theme in most lists first."""
    found: dict[str, list[Chosen]] = {}
    for chosen in lists:
        for theme in dict.fromkeys(name for item in chosen.priorities for name in item.themes):
            found.setdefault(theme, []).append(chosen)
    return sorted(found.items(), key=lambda item: -len(item[1]))


def lists_of(priorities: Iterable[Priority]) -> list[Chosen]:
    """The lists that these priorities make up, a partnership's together, the newest first."""
    groups: dict[tuple[str, str, str, str], list[Priority]] = {}
    for item in priorities:
        groups.setdefault((item.area, item.by, item.years, item.kind), []).append(item)
    found = [
        Chosen(*key, tuple(sorted(items, key=lambda p: p.place))) for key, items in groups.items()
    ]
    newest = {c.by: max(int(o.years[:4]) for o in found if o.by == c.by) for c in found}
    order = list(PRIORITY_KINDS)
    return sorted(
        found, key=lambda c: (-newest[c.by], c.by, -int(c.years[:4]), order.index(c.kind))
    )
