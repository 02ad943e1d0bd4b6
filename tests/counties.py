"""The invented county as a project of its own, copied where a test may write."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.sites import copy_project

TESTS = Path(__file__).parent
COUNTY = TESTS / "county"
OVERRIDES = TESTS.parent / "overrides"


def county_in(folder: Path) -> Path:
    """A copy of the county below this folder, with the look of the real site where it expects it."""
    shutil.copytree(OVERRIDES, folder / "overrides", dirs_exist_ok=True)
    return copy_project(COUNTY, folder / "tests" / "county")
