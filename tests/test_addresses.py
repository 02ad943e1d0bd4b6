"""Names that become addresses: safe on every machine, and no two pages at one of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import addressed
from generator.checks.anchors import GIVEN
from generator.problems import ProfileError
from generator.reading.holdings import Holdings, open_holdings
from generator.reading.ordinary import Published, open_ordinary
from generator.reading.topics import Topic, open_topics
from generator.storage.inputs import CODE
from generator.storage.writing import write
from generator.terms import addresses
from generator.terms.areas import Area, Areas, slug
from tests.counties import COUNTY, files_in

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TEMPLATES = CODE / "templates"
HOLDINGS = open_holdings(COUNTY)
TOPICS, _ = open_topics(COUNTY)
WRITTEN, _ = open_ordinary(COUNTY)
NAMES = st.text(max_size=90) | st.from_regex(r"[a-z0-9-]{1,90}", fullmatch=True)


def told(
    holdings: Holdings = HOLDINGS,
    topics: dict[str, Topic] = TOPICS,
    published: tuple[str, ...] = (),
) -> str:
    """All that is said of the addresses of the county as it is changed here."""
    pages = [*WRITTEN, *(Published(f"content/{path}", path, "") for path in published)]
    return "\n".join(map(str, addressed.addresses(holdings, topics, pages)))


def with_district(name: str, address: str = "") -> Holdings:
    """The county with one more district."""
    more = Area("X07000099", name, "district", "X10000001", None, None, address)
    return replace(HOLDINGS, areas=Areas([*HOLDINGS.areas, more]))


@given(NAMES)
def test_any_word_is_refused_or_safe_everywhere(word: str) -> None:
    if not addresses.fault(word):
        assert SAFE.fullmatch(word)
        assert len(word) <= 80
        assert word not in ("con", "nul", "com1", "lpt9")


@given(NAMES)
def test_what_is_proposed_may_be_used(text: str) -> None:
    word = addresses.proposed(text)
    assert not word or not addresses.fault(word)


@given(st.text(min_size=1, max_size=100))
def test_any_name_of_an_area_has_a_safe_address_or_a_problem(name: str) -> None:
    said = told(with_district(name))
    assert said or SAFE.fullmatch(slug(name))
    assert not addresses.fault(slug(name)) or "so its pages have no address" in said


@pytest.mark.parametrize(
    "word", ["", "a--b", "-a", "a-", "A", "ä", "a b", "a/b", "a.b", "..", "a\n"]
)
def test_words_that_are_no_addresses(word: str) -> None:
    assert addresses.fault(word)


@pytest.mark.parametrize("name", ["con", "aux", "com0", "lpt9", "nul"])
def test_names_of_devices(name: str) -> None:
    assert addresses.fault(name)
    assert addresses.fault_of_file(f"{name}.png")
    assert "Windows keeps" in told(with_district(name.upper()))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Łódź Ørsted", "lodz-orsted"),
        ("Straße", "strasse"),
        ("Tŷ Ŵyn", "ty-wyn"),
        ("St Mary's", "st-marys"),
        ("Saint Mary’s", "st-marys"),
        ("Æsc & Þorpe", "aesc-and-thorpe"),
        ("大阪 East", ""),
        ("Δάση", ""),
    ],
)
def test_names_with_other_letters(name: str, address: str) -> None:
    assert slug(name) == address


def test_an_address_stands_in_for_a_name() -> None:
    assert 'The name "東京" cannot be written' in told(with_district("東京"))
    assert told(with_district("東京", "tokyo")) == ""
    assert "The address /oldford/ of Oldford" in told(with_district("東京", "oldford"))


@pytest.mark.parametrize(
    "name",
    [
        *("Topics", "Compare", "Contacts", "Data", "Releases", "Embed", "Assets", "Disagreements"),
        *("Review", "Glossary", "Methods", "About", "404", "Index", "Feed", "Sitemap"),
        *("2026-11", "2026-11-21", "Oldford", "OLDFORD", "Exampleshire"),
    ],
)
def test_a_district_by_the_name_of_something_else(name: str) -> None:
    said = told(with_district(name))
    assert "is taken by" in said
    assert said.count("\n") == 0


@pytest.mark.parametrize("name", ["sources", "figures", "coverage", "index"])
def test_a_dataset_by_the_name_of_something_else(name: str) -> None:
    dataset = HOLDINGS.datasets["survey"]
    said = told(replace(HOLDINGS, datasets={**HOLDINGS.datasets, name: dataset}))
    assert f'of the dataset "{name}" is taken by' in said


@pytest.mark.parametrize("name", ["wards", "summary", "figures"])
def test_a_topic_by_the_name_of_something_else(name: str) -> None:
    topic = replace(TOPICS["crime"], id=name)
    assert "is that of another page" in told(topics={**TOPICS, name: topic})


@pytest.mark.parametrize(
    "path",
    [
        *(
            "index.html",
            "oldford/index.html",
            "oldford/crime/index.html",
            "topics/crime/index.html",
        ),
        *("data/figures.csv", "data/survey.csv", "404.html", "oldford/data.csv"),
        *("oldford/wards/abbey/index.html", "oldford", "data/survey", "oldford/summary/index.html"),
        *("2026-11/index.html", "Oldford/Index.html", "sitemap.xml", "contacts/index.html/a.png"),
    ],
)
def test_a_file_in_the_place_of_a_page(path: str) -> None:
    said = told(published=(path,))
    assert "is taken by" in said
    assert said.startswith("content/") or path.endswith("a.png")


def test_a_link_leads_to_a_page_that_is_there() -> None:
    assert told(published=("news/index.html",)) == ""
    call = next(c for t in TOPICS.values() for c in t.text.calls() if c.word == "link")
    assert call.arguments[0] in TOPICS
    fewer = {key: topic for key, topic in TOPICS.items() if key != call.arguments[0]}
    assert f'There is no topic or page "{call.arguments[0]}".' in told(topics=fewer)


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/a", "", ".", "a\\b", "C:a", "a\0b"])
def test_nothing_is_written_outside_its_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="leads out of the folder"):
        write({name: b"text"}, tmp_path / "inner")
    assert not list(tmp_path.rglob("*"))


def test_long_words_put_together_stay_apart() -> None:
    words = [addresses.shortened(f"months-{'a' * 76}-{n}") for n in range(50)]
    assert len(set(words)) == 50
    assert not [word for word in words if addresses.fault(word)]


def test_every_path_of_the_county_obeys(county: Path) -> None:
    names = files_in(county / "build/pages")
    assert names
    assert not [n for n in names for part in n.split("/") if addresses.fault_of_file(part)]


def test_the_ids_that_templates_give_are_known() -> None:
    kinds = {"profile": "profile", "area": "topic", "all_areas": "across", "ward": "ward"}
    for block, template in kinds.items():
        text = (TEMPLATES / f"{template}.html.j2").read_text(encoding="utf-8")
        assert set(re.findall(r' id="([a-z-]+)"', text)) <= GIVEN[block], template
