"""Charts of odd figures: few, none, uncertain, large, late or far apart."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

from generator.charts import drawing, linenames, scatter
from generator.charts.drawing import ChartRequest, Drawing, draw
from generator.charts.lettering import in_lines, width
from generator.figures.comparisons import rank
from generator.figures.figures import Figure, Figures, figures
from generator.publishing import vega
from generator.reading.holdings import Holdings, open_holdings
from generator.telling.narrative import level
from generator.telling.speech import voice
from generator.terms.periods import Period
from tests.counties import COUNTY

# Abbey, Castle, Dale, Ford, Glen and Elm Green.
WARDS = [f"X050000{number}" for number in ("11", "12", "04", "06", "07", "15")]
FORD = WARDS[3]
YEAR = Period.parse("P12M/2017-03")


@cache
def held() -> tuple[Holdings, Figures]:
    """The invented county and its figures."""
    holdings = open_holdings(COUNTY)
    return holdings, Figures(figures(holdings))


class Others(Figures):
    """Other figures in the place of the county's."""

    def __init__(self, found: list[Figure]) -> None:
        """As they are given."""
        self.found = sorted(found, key=lambda f: (f.period.last, -f.period.first.toordinal()))

    def series(self, indicator: str, category: str, *, area: str) -> list[Figure]:
        """One indicator of one category and area over time, oldest first."""
        return [f for f in self.across(indicator, category) if f.area == area]

    def across(self, indicator: str, category: str) -> list[Figure]:
        """One indicator and category in every area and period."""
        return [f for f in self.found if (f.indicator, f.category) == (indicator, category)]


def chart(kind: str, found: list[Figure], area: str = "", **more: Any) -> Drawing | None:
    """A chart of these figures: of one area, or, where its kind lists them, of the wards."""
    holdings = held()[0]
    has_list = bool(drawing.kind_module(kind).WANTS.areas) or not area
    wards = tuple(holdings.areas[code] for code in WARDS)
    asked = ChartRequest(
        kind,
        voice(holdings, found[0].indicator),
        Others(found),
        area=holdings.areas[area] if area else None,
        categories=tuple(dict.fromkeys(figure.category for figure in found)),
        areas=wards if has_list else (),
        **more,
    )
    return draw(asked)


def title(kind: str, found: list[Figure], area: str = "", **more: Any) -> str:
    """The finding of a chart; blank where none is drawn."""
    made = chart(kind, found, area, **more)
    return made.told.finding if made else ""


def figure(area: str, value: float | None, period: str = "P12M/2017-03", **more: Any) -> Figure:
    """A number of incidents for every 1,000 residents, and the count behind it."""
    (pattern, *_) = held()[1].across("nuisance", "all")
    count = more.pop("count", None if value is None else value * 10)
    plain = replace(pattern, area=area, period=Period.parse(period), status="", doubts=())
    return replace(
        plain, value=value, count=count, denominator=10_000.0, lower=None, upper=None, **more
    )


def year_of(sizes: list[float], year: int = 2017, **more: Any) -> list[Figure]:
    """The months of a year that ends with March, and the year."""
    last = Period.of_months(1, year, 3)
    months = [last.before(11 - place).iso for place in range(12)]
    made = [figure(FORD, None, p, count=n, **more) for p, n in zip(months, sizes, strict=True)]
    total = sum(sizes)
    return [*made, figure(FORD, total / 10, f"P12M/{year}-03", count=total, **more)]


def test_a_year_of_months_has_the_name_of_its_period() -> None:
    sizes = [100.0, 104, 98, 103, 99, 101, 100, 102, 99, 200, 101, 100]
    made = chart("months", [*year_of(sizes), *year_of(sizes, 2016)], FORD)
    assert made is not None
    told = made.told
    assert told.finding == (
        "January (200) was above the usual range of the year ending March 2017 in Ford ward"
    )
    assert "year ending March 2017; grey: year ending March 2016" in told.measure
    named = {row.says["year"] for row in made.rows} | {r.says["before_year"] for r in made.rows}
    assert named == {"", "2016/17", "2015/16"}


def test_a_ranking_is_of_the_newest_whole_year() -> None:
    years = [figure(code, 10.0 + n) for n, code in enumerate(WARDS)]
    months = [figure(code, None, "P1M/2017-04", count=9.0) for code in WARDS]
    assert "third highest of six" in title("ranking", [*years, *months], FORD)


def test_an_area_that_is_too_small_is_beside_the_others_without_a_place() -> None:
    rates = [figure(code, 10.0 + n) for n, code in enumerate(WARDS[:5])]
    small = [figure(WARDS[5], None, count=3.0, status="z")]
    made = chart("ranking", [*rates, *small], FORD)
    assert made is not None
    texts = [row.says["text"] for row in made.rows]
    assert texts == ["14.0", "13.0", "12.0", "11.0", "10.0", "too few"]
    assert made.told.finding == "Ford (13.0) was the second highest of five wards"
    # One that has too few may have the least.
    assert "lowest" not in title("ranking", [*rates, *small], WARDS[0])
    assert title("ranking", [figure(c, None, count=3.0, status="z") for c in WARDS]) == ""


def test_a_figure_of_low_reliability_has_no_place_and_leads_no_title() -> None:
    rates = [figure(code, 10.0 + n) for n, code in enumerate(WARDS[:5])]
    made = chart("ranking", [*rates, figure(WARDS[5], 99.0, status="u")], FORD)
    assert made is not None
    assert "second highest of five" in made.told.finding
    assert made.rows[-1].says["text"] == "not reliable"
    unsure = year_of([100.0] * 12, status="u")
    assert not chart("months", unsure, FORD)
    assert not chart("control", unsure, FORD)
    line = [figure(FORD, 30.0, f"P12M/201{n}-03", status="u" * (n == 7)) for n in (5, 6, 7)]
    trend = chart("trend", line, FORD)
    assert trend is not None
    assert "2017" not in trend.told.finding
    assert trend.rows[-1].drawn["hollow"] == 30
    assert trend.told.measure.endswith("[u]: of low reliability")


def test_a_number_that_is_rounded_in_words_is_told_and_has_no_place() -> None:
    rates = [figure(code, 10.0 + n) for n, code in enumerate(WARDS[:5])]
    made = chart("ranking", [*rates, figure(WARDS[5], 2.0, notes=("over",))], WARDS[0])
    assert made is not None
    assert made.told.finding.endswith("was the fifth highest of five wards")
    assert made.rows[-1].says["text"] == "over 2.0"
    assert made.rows[-1].drawn["value"] is None
    assert not chart("months", year_of([100.0] * 12, notes=("about",)), FORD)


def test_only_a_survey_has_too_few_answers() -> None:
    said = level(voice(held()[0], "nuisance"), figure(FORD, 12.0, status="u"))
    assert "answered" not in said
    assert "a figure of low reliability" in said


def test_numbers_that_are_printed_alike_share_a_place() -> None:
    sizes = (9.0, 5.94, 5.93, 5.92, 3.0, 2.0)
    found = [figure(code, n) for code, n in zip(WARDS, sizes, strict=True)]
    said = title("ranking", found, FORD)
    assert said == "Ford (5.9) was joint second highest of six wards, level with Castle and Dale"
    place = rank(found[3], found, 6, voice(held()[0], "nuisance").short)
    assert place is not None
    assert (place.from_highest, place.tied) == (2, 3)


def test_the_year_before_is_that_year_or_has_its_name() -> None:
    def moved(before: str) -> str:
        then = [figure(code, 10.0, before) for code in WARDS]
        return title("moves", [*then, *(figure(code, 10.1) for code in WARDS)])

    told = "Nuisance: no clear change on the year before in any of six wards"
    assert moved("P12M/2016-03") == told
    assert "since the year ending March 2013" in moved("P12M/2013-03")


def test_of_noughts_there_is_no_chart_and_counts_have_whole_ticks() -> None:
    for kind in ("months", "control"):
        assert not chart(kind, year_of([0.0] * 12), FORD)
    made = chart("control", year_of([1.0, 2] * 6), FORD)
    assert made is not None
    assert json.loads(made.spec)["datasets"]["axes"][0]["step"] == 1
    assert made.told.finding.startswith("Between 1 and 2 ")
    assert "stand out" not in made.told.finding


def test_an_axis_of_noughts_reaches_to_one() -> None:
    years = ("P12M/2016-03", "P12M/2017-03")
    same = [figure(code, 10.0, year) for code in WARDS for year in years]
    made = chart("change", same)
    assert made is not None
    assert made.told.finding == "Nuisance: no clear change in any of six areas"
    drawn = vega.picture(made.spec)
    assert ">1<" in drawn


def test_a_title_of_a_control_chart_names_what_stands_out() -> None:
    one = [*year_of([100.0, 112] * 6, 2016)[:12], *year_of([100.0, 112] * 5 + [100, 150])[:12]]
    assert (
        title("control", one, FORD) == "One of 24 months in Ford ward stands out: March 2017 (150)"
    )
    step = [*year_of([300.0, 310] * 6, 2016)[:12], *year_of([170.0, 180] * 6)[:12]]
    made = chart("control", step, FORD)
    assert made is not None
    assert "since April 2016 lower than before, 175 a month" in made.told.finding
    calm = chart("control", year_of([100.0, 104] * 6), FORD)
    assert calm is not None
    assert {row.says["signal"] for row in calm.rows} == {"none"}


def test_letters_without_spaces_have_their_width_and_are_parted() -> None:
    assert width("東京") == 28
    lines = in_lines("住宅への侵入窃盗と自動車盗", 100).split("\n")
    assert len(lines) == 2
    assert all(width(line) <= 100 for line in lines)
    assert in_lines("Herefordshire, County of", 140) == "Herefordshire,\nCounty of"


def test_a_number_by_a_line_lies_on_no_axis() -> None:
    room = {"width": 200.0, "height": 200.0, "low": 0.0, "high": 100.0}
    assert linenames._side(50, [60], room) == "below"
    assert linenames._side(0, [60], room) == "above"
    assert linenames._side(0, [5], room) == ""
    assert linenames._side(50, [40], room) == "above"


def test_the_name_of_this_place_stands_inside_the_drawing() -> None:
    room = scatter.Box(2, 0, 276, 218)
    crowd = [scatter.Box(x, y, x + 10, y + 10) for x in range(0, 270, 9) for y in range(0, 210, 9)]
    for point in ((0.0, 0.0), (270.0, 218.0), (140.0, 110.0)):
        box = scatter._spot(point, "Bournemouth and Poole", room, crowd, is_due=True)
        assert box is not None
        assert box == box.within(room)
        assert scatter._spot(point, "Bournemouth", room, crowd, is_due=False) is None


def test_of_very_many_rows_some_are_drawn_and_all_are_told() -> None:
    module = drawing.kind_module("ranking")
    pattern = chart("ranking", [figure(code, 10.0 + n) for n, code in enumerate(WARDS)])
    assert pattern is not None
    rows = [replace(pattern.rows[0], drawn={**pattern.rows[0].drawn}) for _ in range(40)]
    rows[19].drawn["shade"] = "this"
    assert [rows.index(row) for row in module.seen(rows) if row.is_this] == [19]
    assert len(module.seen(rows)) == 13
    assert module.seen(rows[:30]) == rows[:30]
