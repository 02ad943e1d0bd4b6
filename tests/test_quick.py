"""However much is wrong at once: little is looked up, little is told, and nothing of any length."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import problems
from generator.problems import MOST_LINES, MOST_LOOKED_UP, MOST_SHOWN, Place, Problem, tell
from generator.publishing import building
from tests.counties import county_alone

ROWS = "data/datasets/recorded-crime/2016-17.csv"
MANY = 3_000
WRONG: dict[str, Callable[[int], str]] = {
    "area": lambda n: (
        f"Oldfard {'abcdefghij'[n % 10] * (n // 10 % 40)}{letters(n)},P12M/2016-03,offences,all,1,,"
    ),
    "code": lambda n: f"X0799{n:04d},P12M/2016-03,offences,all,1,,",
    "measure": lambda n: f"X07000004,P12M/2016-03,offences-{n},all,1,,",
    "category": lambda n: f"X07000004,P12M/2016-03,offences,theft-{n},1,,",
    "note": lambda n: f"X07000004,P12M/2016-03,offences,all,1,,small-{n} not-{n}",
}


def letters(number: int) -> str:
    """A number in letters, for names have no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


@pytest.mark.parametrize("kind", WRONG)
def test_few_of_many_unknown_words_are_looked_up(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = county_alone(tmp_path / "project")
    with (project / ROWS).open("a", encoding="utf-8") as file:
        file.writelines(f"{WRONG[kind](number)}\n" for number in range(MANY))
    looked_up: list[str] = []
    matches = difflib.get_close_matches

    def counted(word: str, *more: object, **settings: object) -> list[str]:
        looked_up.append(word)
        return matches(word, *more, **settings)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(problems.difflib, "get_close_matches", counted)  # type: ignore[attr-defined]
    found = building.check_project(project)
    assert len(found) >= MANY
    assert len(looked_up) <= MOST_LOOKED_UP
    assert len([line for line in tell(found).splitlines() if f"{ROWS}, row" in line]) == MOST_LINES


def test_no_word_is_looked_up_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    problems.nearest("Oldfrod", ["Oldford", "Middlewick"])
    monkeypatch.setattr(problems.difflib, "get_close_matches", None)  # type: ignore[attr-defined]
    assert problems.nearest("Oldfrod", ["Oldford", "Middlewick"]) == "Oldford"
    assert problems.nearest("Oldford" * 10, ["Oldford" * 10]) is None


@pytest.mark.parametrize("said", ['There is no area "{}".', 'The {} is no "{}" (as "{}").', "{}"])
def test_nothing_of_any_length_is_told(said: str) -> None:
    long = "abc " * 30_000
    problem = Problem("known", Place("a.csv"), said.replace("{}", long), said.replace("{}", "x"))
    assert len(problem.what) < 1_100
    if said.startswith("There"):
        assert problem.what == f'There is no area "{long[:MOST_SHOWN]}…".'


def test_what_is_short_is_told_whole() -> None:
    said = f'"{"a" * 60}" is long; "b" and then {"no quotes " * 9}"c" follow.'
    assert Problem("known", Place("a.csv"), said, "").what == said
