"""Equal data give equal figures for as long as the version of the method is the same.

``method.txt`` holds that version, a word for the data of the county, and one for its figures;
``python -m tests.accept method`` renews it.
"""

from __future__ import annotations

import pytest

from generator.figures.method import METHOD
from tests.accept import METHOD_FILE, method_line
from tests.counties import TESTS
from tests.documents import table

RAISE = (
    "Equal data give other figures. Raise METHOD in generator/figures/method.py, tell the version "
    "in content/methods.md and generator/starting/written/content/methods.md under Versions of "
    "the method, and take it with: python -m tests.accept method"
)
NEW_DATA = "The county's data changed: look at its figures, then python -m tests.accept method"


def test_figures_change_only_with_the_version_of_the_method() -> None:
    kept = METHOD_FILE.read_text(encoding="utf-8").split()
    version, data, figures = method_line().split()
    if [version, data, figures] == kept:
        return
    if data != kept[1]:
        pytest.fail(NEW_DATA)
    pytest.fail(RAISE if version == kept[0] else NEW_DATA)


@pytest.mark.parametrize("file", ["content", "generator/starting/written/content"])
def test_the_page_about_methods_tells_each_version(file: str) -> None:
    told = [row[0] for row in table(TESTS.parent / file / "methods.md", "Versions of the method")]
    assert told == [str(number) for number in range(1, int(METHOD) + 1)]
