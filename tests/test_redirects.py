"""Addresses that moved lead on; one that leads nowhere, or is a page still, stops a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import ProfileError
from generator.publishing import building
from tests.counties import county_in

FILE = "data/redirects.csv"


def test_an_old_address_leads_to_where_its_figures_are(county: Path) -> None:
    html = (county / "site/embed/oldford/old-chart/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../../oldford/#whom-to-call"' in html
    assert '<a href="../../../oldford/#whom-to-call">' in html
    assert 'id="whom-to-call"' in (county / "site/oldford/index.html").read_text(encoding="utf-8")
    assert (county / "site/old-ford/index.html").is_file()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "gone/,oldfrod/,2017-06-01",
            'The address "oldfrod/" is no page of the site. Did',
        ),
        ("oldford/,northam/,2017-06-01", 'At the address "oldford/" there is a page still'),
        ("../../gone/,oldford/,2017-06-01", 'The part ".." of the address "../../gone/" is not'),
        ("Gone Page/,oldford/,2017-06-01", 'The part "Gone Page"'),
        (",oldford/,2017-06-01", "The old address is blank"),
        (
            "gone/,oldford/,\n/gone,northam/,",
            'row 3, column address: The address "/gone" stands',
        ),
        ("about/,oldford/,2017-06-01", 'At the address "about/" there is a page still'),
        ("gone/,https://example.org/,2017-06-01", 'The address "https://example.org/" is no page'),
        ("gone/,oldford/,soon", "row 2, column since"),
        ("gone/,oldford/crime/#nope,", 'The address "oldford/crime/#nope" leads to no place'),
    ],
)
def test_what_leads_nowhere_is_told(tmp_path: Path, row: str, said: str) -> None:
    project = county_in(tmp_path / "county")
    (project / FILE).write_text(f"address,now,since\n{row}\n", encoding="utf-8")
    with pytest.raises(ProfileError) as told:
        building.prepare(project)
    assert said in "\n".join(map(str, told.value.problems))


def test_a_page_that_people_wrote_may_be_led_to(tmp_path: Path) -> None:
    project = county_in(tmp_path / "county")
    about = project / "content/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n## Us {#us}\n", encoding="utf-8")
    (project / FILE).write_text("address,now,since\n/gone,/about#us,\n", encoding="utf-8")
    building.prepare(project)
    html = (project / "build/pages/gone/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../about/#us"' in html
