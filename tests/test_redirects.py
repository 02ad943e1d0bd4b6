"""Addresses that moved lead on; one that leads nowhere, or is a page still, stops a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import ProfileError
from generator.publishing import building
from tests.counties import copy_of_built

FILE = "data/redirects.csv"


def test_an_old_address_leads_to_where_its_figures_are(county: Path) -> None:
    html = (county / "site/embed/oldford/old-chart/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../../oldford/#whom-to-call"' in html
    assert '<a href="../../../oldford/#whom-to-call">' in html
    assert 'id="whom-to-call"' in (county / "site/oldford/index.html").read_text(encoding="utf-8")
    assert (county / "site/old-ford/index.html").is_file()


@pytest.fixture(scope="module")
def project(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county whose addresses each test moves anew; its charts are drawn."""
    return copy_of_built(county, tmp_path_factory.mktemp("moved"), parts=("build/drawings",))


def moved(project: Path, *rows: str) -> None:
    """Let these addresses lead on, and no others."""
    (project / FILE).write_text("\n".join(("address,now,since", *rows, "")), encoding="utf-8")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("../../gone/,oldford/,2017-06-01", 'The part ".." of the address "../../gone/" is not'),
        ("Gone Page/,oldford/,2017-06-01", 'The part "Gone Page"'),
        ("2017-05/oldford/,oldford/,", '"2017-05/oldford/" is an address of a release, and that'),
        ("2019-01/x/,oldford/,", '"2019-01/x/" is an address of a release, and that stays'),
        (",oldford/,2017-06-01", "The old address is blank"),
        ("gone/,oldford/,\n/gone,northam/,", 'row 3, column address: The address "/gone" stands'),
        ("gone/,oldford/,soon", "row 2, column since"),
    ],
)
def test_what_is_no_address_is_told(project: Path, row: str, said: str) -> None:
    moved(project, row)
    with pytest.raises(ProfileError) as told:
        building.prepare(project)
    assert said in "\n".join(map(str, told.value.problems))


# A row each, and what is told of it.
LOST = {
    "gone/,oldfrod/,2017-06-01": 'The address "oldfrod/" is no page of the site. Did',
    "northam/,farrow/,2017-06-01": 'At the address "northam/" there is a page still',
    "about/,oldford/,2017-06-01": 'At the address "about/" there is a page still',
    "away/,https://example.org/,2017-06-01": 'The address "https://example.org/" is no page',
}
# The same of what is seen when the pages are made.
NO_PLACE = {"place/,oldford/crime/#nope,": 'The address "oldford/crime/#nope" leads to no place'}


@pytest.mark.parametrize("lost", [LOST, NO_PLACE], ids=["page", "place"])
def test_what_leads_nowhere_is_told(project: Path, lost: dict[str, str]) -> None:
    moved(project, *lost)
    with pytest.raises(ProfileError) as found:
        building.prepare(project)
    told = [str(problem) for problem in found.value.problems]
    assert len(told) == len(lost), told
    for number, said in enumerate(lost.values(), start=2):
        assert any(f"{FILE}, row {number}," in line and said in line for line in told), said


def test_a_place_that_is_on_no_page_is_told(project: Path) -> None:
    moved(project, "place/,oldford/crime/#nope,")
    with pytest.raises(ProfileError) as found:
        building.prepare(project)
    (told,) = map(str, found.value.problems)
    assert 'The address "oldford/crime/#nope" leads to no place' in told


def test_a_page_that_people_wrote_may_be_led_to(project: Path) -> None:
    about = project / "content/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n## Us {#us}\n", encoding="utf-8")
    moved(project, "/gone,/about#us,")
    building.prepare(project)
    html = (project / "build/pages/gone/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../about/#us"' in html
