"""The titles of charts: each a finding with its numbers, true of what is drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.charts import mix
from generator.charts.mix import Share
from generator.figures.comparisons import Rank
from generator.figures.figures import Figure
from generator.telling.places import beside_few, place_of
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.periods import Period
from tests.sentences import pages
from tests.shipped import shipped_book, shipped_holdings

NUMBER = re.compile(rf"\d|\b(none|{'|'.join(wording.SMALL_WORDS)})\b", re.IGNORECASE)
# A verb, or the measure before a colon or in "between so many and so many crimes a month".
SAYS = re.compile(
    r"\b(was|were|had|has|rose|fell|made|agree|disagree|answered|changed|stands?)\b|.: |a month in "
)
PLACED = re.compile(r"((?:joint )?(?:\w+ )?(?:lowest|highest)) of (\w+) (districts|wards)")
YEAR = Period.parse("P12M/2025-12")


def crimes(area: str, category: str, count: float) -> Figure:
    """A count of the police of 2025."""
    return Figure(
        "street-crime", "street-crime", area, YEAR, category,
        None, count, None, None, None, "", (), (), "", "observed",
    )  # fmt: skip


def told(*parts: tuple[str, float, float], whole: float, around: float) -> str:
    """The title of the mix of a district beside the police area's."""
    voice: Voice = shipped_book().voice("street-crime")
    wholes = crimes("E07000108", "all", whole), crimes("E23000032", "all", around)
    shares = [
        Share(crimes("E07000108", name, here), crimes("E23000032", name, there), *wholes)
        for name, here, there in parts
    ]
    return mix._finding(voice, shares, "the Kent Police area")


VIOLENCE, SHOPS = "violence-and-sexual-offences", "shoplifting"


def test_the_mix_tells_the_widest_gap_in_points_and_not_in_proportion() -> None:
    said = told((VIOLENCE, 4860, 45_100), (SHOPS, 390, 5_500), whole=10_000, around=100_000)
    assert said.startswith("Violence and sexual offences made up 48.6% of crimes")
    said = told((VIOLENCE, 4860, 45_100), (SHOPS, 910, 11_300), whole=10_000, around=100_000)
    assert said == (
        "Violence and sexual offences made up 48.6% of crimes, more than in the Kent Police area "
        "(45.1%); shoplifting 9.1%, less than there (11.3%)"
    )


def test_a_gap_that_chance_could_give_is_none() -> None:
    few = told((VIOLENCE, 12, 45_100), (SHOPS, 3, 11_300), whole=24, around=100_000)
    assert few.startswith("Too few crimes to tell the mix")
    same = told((VIOLENCE, 4520, 45_100), (SHOPS, 1140, 11_300), whole=10_000, around=100_000)
    assert same == (
        "Much the same mix of crimes as in the Kent Police area; the largest part was violence and "
        "sexual offences (45.2%)"
    )


def test_none_of_a_type_is_not_printed_as_nought() -> None:
    said = told((SHOPS, 0, 11_300), (VIOLENCE, 460, 45_100), whole=1000, around=100_000)
    assert said == "None of the crimes were shoplifting; in the Kent Police area 11.3% were"


def test_few_areas_have_numbers_and_no_places() -> None:
    assert place_of(Rank(2, 2, 3, 1, 0), "districts") == ""
    assert place_of(Rank(6, 8, 13, 1, 0), "districts") == "the sixth lowest of 13 districts"
    assert place_of(Rank(6, 8, 13, 1, 0), "districts", "highest") == (
        "the eighth highest of 13 districts"
    )
    assert place_of(Rank(7, 7, 13, 1, 0), "districts", "lowest") == "in the middle of 13 districts"
    # Those who have too few to be ranked may all be lower: nobody is low, nor in the middle.
    assert place_of(Rank(7, 7, 13, 1, 0, 2), "districts", "lowest") == (
        "the seventh highest of 13 districts"
    )
    assert place_of(Rank(11, 2, 13, 2, 0), "districts") == "joint second highest of 13 districts"
    voice: Voice = shipped_book().voice("street-crime")
    others = [replace(crimes("E07000108", "all", 900), value=75.9)]
    unsure = [replace(others[0], status="u"), replace(others[0], notes=("about",))]
    assert beside_few(voice, unsure, Rank(1, 2, 2, 1, 0, 2, rough=1)) == (
        "In Dover it was about 75.9 (one more had too few to be ranked)."
    )
    assert beside_few(voice, others, Rank(1, 2, 2, 1, 0)) == "In Dover it was 75.9."


@pytest.mark.parametrize("site", ["county", "shipped"])
def test_every_title_has_a_number(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    titles = [
        (address, block.text)
        for address, found in pages(folder / "site")
        for block in found
        if "finding" in block.classes and block.kind == "figcaption"
    ]
    assert len(titles) > 30
    assert [title for title in titles if not NUMBER.search(title[1])] == []


def test_every_title_is_a_sentence_or_names_its_measure(shipped: Path) -> None:
    titles = {
        block.text
        for _, found in pages(shipped / "site")
        for block in found
        if "finding" in block.classes and block.kind == "figcaption"
    }
    assert len(titles) > 300
    assert sorted(title for title in titles if not SAYS.search(title)) == []
    assert sorted(title for title in titles if re.search(r"\d\.\d{3}", title)) == []


def test_a_line_of_years_tells_the_newer_part_of_a_year(shipped: Path) -> None:
    page = (shipped / "site/maidstone/needle-finds/index.html").read_text(encoding="utf-8")
    assert "from 1,690 a year before; 1,311 from April to October 2017 alone" in page


def test_a_place_is_the_same_in_the_five_lines_and_the_title(shipped: Path) -> None:
    compared = 0
    for address, found in pages(shipped / "site"):
        lines = [block.text for block in found if "five" in block.classes and block.kind == "dd"]
        five = [place for line in lines for place in PLACED.findall(line)]
        title = next((b.text for b in found if "finding" in b.classes and b.text), "")
        place = PLACED.search(title.replace("the ", ""))
        if not five or not place or not title.startswith(found[0].text.split(" ward")[0]):
            continue
        said = [(how.lower(), of, kind) for how, of, kind in five if kind == place[3]]
        if said:
            assert place.groups() in said, (address, title, lines)
            compared += 1
    assert compared > 10


def test_the_residents_of_the_index_are_of_the_year_that_its_source_names() -> None:
    held = shipped_holdings()
    says = held.datasets["ward-deprivation"].indicators["ward-deprivation"].says
    year = re.search(r"mid-\d{4}", held.sources[held.datasets["ward-deprivation"].rows_from].title)
    assert year is not None
    assert year[0] in says
