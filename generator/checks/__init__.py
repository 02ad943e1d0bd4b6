"""What can be wrong, and what to do about it. Each rule is a function of holdings and topics."""

from __future__ import annotations

from pathlib import Path

from generator.checks import (
    addressed,
    anchors,
    claimed,
    content,
    data,
    declared,
    disclosed,
    doubtful,
    linked,
    look,
    markdown,
    offices,
    printed,
    words,
)
from generator.holdings import Holdings
from generator.ordinary import open_ordinary
from generator.problems import Problem, in_order, stopping
from generator.topics import Topic, with_datasets

RULES = (
    *data.RULES,
    *declared.RULES,
    *claimed.RULES,
    *disclosed.RULES,
    *printed.RULES,
    *offices.RULES,
    *words.RULES,
    *content.RULES,
    *look.RULES,
    *anchors.RULES,
)


def check(
    project: Path, holdings: Holdings, topics: dict[str, Topic], found: list[Problem]
) -> list[Problem]:
    """Every problem of a project: those met while reading, then those of every rule, in order.

    Where a dataset's description cannot be read, what topics and indicators name of it would all
    be told as unknown; those rules wait until it can be. Doubts wait until nothing in data/ is
    wrong.
    """
    published, faults = open_ordinary(project)
    problems = [*holdings.problems, *found, *faults]
    is_readable = not any(p.file.endswith("dataset.yml") for p in holdings.problems)
    topics = with_datasets(topics, holdings)
    for rule in RULES if is_readable else data.RULES:
        problems += rule(holdings, topics)
    problems += addressed.addresses(holdings, topics, published)
    problems += markdown.harmless(topics, published)
    problems += linked.links(holdings, topics, published)
    for rule in doubtful.JUDGED:
        if not any(p.file.startswith("data/") for p in stopping(problems)):
            problems += rule(holdings, topics)
    return in_order(problems)
