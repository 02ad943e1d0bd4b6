"""What can be wrong, and what to do about it. Each rule is a function of holdings and topics."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.checks import (
    addressed,
    anchors,
    calls,
    claimed,
    content,
    covered,
    data,
    dated,
    declared,
    disclosed,
    doubtful,
    ended,
    findable,
    heeded,
    limits,
    linked,
    look,
    markdown,
    offices,
    once,
    placed,
    printed,
    ranged,
    redirected,
)
from generator.problems import Problem, in_order, stopping
from generator.reading.holdings import Holdings
from generator.reading.ordinary import open_ordinary
from generator.reading.topics import Topics, with_datasets

RULES = (
    *data.RULES,
    *declared.RULES,
    *claimed.RULES,
    *disclosed.RULES,
    *limits.RULES,
    *printed.RULES,
    *ranged.RULES,
    *once.RULES,
    *offices.RULES,
    *calls.RULES,
    *content.RULES,
    *look.RULES,
    *anchors.RULES,
    *placed.RULES,
    *findable.RULES,
    *covered.RULES,
    *heeded.RULES,
    *dated.RULES,
    *ended.RULES,
    *redirected.RULES,
)


def _of_known_areas(holdings: Holdings) -> Holdings:
    """All but the rows of areas that nobody declared: that is told, and more would follow."""
    rows = holdings.observations
    is_known = rows["area"].isin([area.code for area in holdings.areas])
    if is_known.all():
        return holdings
    return replace(holdings, observations=rows[is_known].reset_index(drop=True))


def check(project: Path, holdings: Holdings, topics: Topics, met: list[Problem]) -> list[Problem]:
    """Every problem of a project: those ``met`` while reading, then those of every rule, in order.

    Nothing is told that only follows from a file that could not be read: each rule asks
    ``may_be_declared`` before it says that something is not there. Doubts wait until nothing in
    data/ is wrong.
    """
    published, faults = open_ordinary(project)
    left_out = list(content.waiting(holdings, topics))
    met = [*met, *faults, *left_out]
    told, readable = (p.place.file for p in met), {t.file for t in topics.values()}
    readable -= {problem.place.file for problem in left_out}
    unread = {file: b"" for file in told if file not in readable}
    if unread:
        holdings = replace(holdings, unread={**holdings.unread, **unread})
    problems = [*holdings.problems, *met]
    topics, holdings = with_datasets(topics, holdings), _of_known_areas(holdings)
    for rule in RULES:
        problems += rule(holdings, topics)
    problems += addressed.addresses(holdings, topics, published)
    problems += markdown.harmless(topics, published)
    problems += linked.links(holdings, topics, published)
    problems += linked.placeholders(holdings, topics, published)
    for rule in doubtful.JUDGED:
        if not any(p.place.file.startswith("data/") for p in stopping(problems)):
            problems += rule(holdings, topics)
    return in_order(problems)
