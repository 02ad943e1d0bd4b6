"""What can be wrong, and what to do about it. Each rule is a function of holdings and topics."""

from __future__ import annotations

from pathlib import Path

from generator.checks import content, data
from generator.holdings import Holdings
from generator.problems import Problem, in_order
from generator.topics import Topic

RULES = (*data.RULES, *content.RULES)


def check(
    project: Path, holdings: Holdings, topics: dict[str, Topic], found: list[Problem]
) -> list[Problem]:
    """Every problem of a project: those met while reading, then those of every rule, in order."""
    problems = [*holdings.problems, *found]
    for rule in RULES:
        problems += rule(holdings, topics)
    return in_order(problems)
