"""What the first lines of a page say of a figure, and what is wrong with it: worded as the chart on
the same page, nothing left unsaid that is held, and no change told that is none. Each rule gives a
line for each thing that breaks it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from math import exp, sqrt

from generator.charts.drawing import Drawing
from generator.charts.months import WIDER
from generator.figures.figures import Figure
from generator.pages.across_lead import across_lead
from generator.pages.five_lines import AGAINST, CAUTION, HOW_MUCH, WHICH_WAY, OneOfFive, five_lines
from generator.pages.topic_lines import topic_lines
from generator.telling.verdicts import HIGHER, LOWER, NOT_COMPARED
from generator.terms import wording
from tests.pages.beside import Walked, drawn_on

OTHERS = "others may have answered then."
ONE_MONTH = re.compile(r"(All|Most) of that was in ([A-Z]\w+), with [\d,]+ against [\d,]+")
SHARE = re.compile(r"\d%(?:</td>)? ?\(([\d,]+) of ([\d,]+)\)")
FEWEST = 20
RATE, AXIS = "for every 1,000 residents", "per 1,000 residents"
OF_YEAR = re.compile(r"for the (?:[\d,]+ )?residents of [^.]*?mid-\d{4}")
FIVE = re.compile(r'<dl class="five">.*?</dl>', re.S)
PLACE = re.compile(r"(lowest|highest) of [\w,]+ ")
FAR_END = {LOWER: "highest", HIGHER: "lowest"}


def opened(one: Walked) -> Iterator[tuple[str, list[OneOfFive]]]:
    """The first lines of each page that begins with them, by its address."""
    for area in one.book.profiled:
        yield one.book.address(area), five_lines(one.book, area)
        for topic in one.book.own_topics(area):
            if topic is not one.book.opening:
                yield one.book.address(area, topic), topic_lines(one.book, area, topic)
        for named in one.book.wards(area).values() if area.level == "district" else ():
            yield one.book.address(named[0]), five_lines(one.book, named[0])


def said_of(lines: list[OneOfFive], label: str) -> str:
    """What one of the lines says; blank where it is not there."""
    return next((line.said for line in lines if line.label == label), "")


def led_by(one: Walked, lines: list[OneOfFive]) -> Figure | None:
    """The figure that the lines are about."""
    return next((one.figures.get(line.key) for line in lines if line.label == HOW_MUCH), None)


def places_are_worded_as_in_titles(one: Walked) -> Iterator[str]:
    """A place in the list is worded as in the title of the ranking of the same figure; where the
    title has none, neither have the lines."""
    pages = {page.path: page for page in one.pages}
    for address, lines in opened(one):
        led, told = led_by(one, lines), said_of(lines, AGAINST)
        for drawing in pages[address].drawings if led and told else ():
            this = next((row for row in drawing.rows if row.is_this), None)
            if drawing.kind != "ranking" or this is None or led not in this.figures:
                continue
            title = drawing.told.finding
            name, was, place = title.partition(") was ")
            if "similar areas" in title or not name.startswith(this.says["label"]):
                was = ""
            said = f"{wording.upper_first(place.removeprefix('the '))}."
            if was and said not in told:
                yield f"{address}: {told!r}, and the title {title!r}"
            if not was and f"of {wording.in_words(len(drawing.rows))} " in told:
                yield f"{address}: {told!r}, and no place in the title {title!r}"


def who_it_stands_against_is_drawn(one: Walked) -> Iterator[str]:
    """An area that the lines compare a place with has its row in the page's own ranking of the same
    figure, and so in the table of that and where it stands alone."""
    pages = {page.path: page for page in one.pages}
    for address, lines in opened(one):
        led = led_by(one, lines)
        line = next((line for line in lines if line.label == AGAINST), None)
        if led is None or line is None or line.verdict == NOT_COMPARED:
            continue
        around = one.book.around(one.book.holdings.areas[led.area])
        others = {a.code for a in around if f" {wording.place(a)} " in f"{line.said} "}
        shown = [
            {figure.area for row in drawing.rows for figure in row.figures}
            for drawing in pages[address].drawings
            if drawing.kind == "ranking" and led in _listed(drawing)
        ]
        if shown and not any(others <= areas for areas in shown):
            yield f"{address}: {line.said!r}, and its ranking is without {sorted(others)}"


def _listed(drawing: Drawing) -> list[Figure]:
    """The figures that a ranking has a row for, and no upright across all rows."""
    return [f for row in drawing.rows if row.drawn["role"] == "row" for f in row.figures]


def an_earlier_figure_is_told(one: Walked) -> Iterator[str]:
    """That none is held is said only where none is."""
    for address, lines in opened(one):
        led, way = led_by(one, lines), said_of(lines, WHICH_WAY)
        if led is None or not way:
            continue
        series = one.book.figures.series(led.indicator, led.category, area=led.area)
        is_first = not any(f.period.first < led.period.first for f in series)
        if ("No earlier figure of this kind is held" in way) and not is_first:
            yield f"{address}: {way}"


def open_surveys_are_cautioned(one: Walked) -> Iterator[str]:
    """A figure of a survey that is no random sample says who answered, and tells no change."""
    across = ((f"topics/{t.id}/", across_lead(one.book, t)) for t in one.book.topics.values())
    for address, lines in (*opened(one), *across):
        first = next((line.said for line in lines if line.label == HOW_MUCH), "")
        names = [name for name, d in one.book.holdings.datasets.items() if d.who_answered]
        led = led_by(one, lines)
        is_open = led.dataset in names if led else "open survey" in first
        who = [one.book.holdings.datasets[name].who_answered for name in names]
        if not is_open:
            continue
        if not any(text in said_of(lines, CAUTION) for text in who):
            yield f"{address}: nothing says who answered"
        way = said_of(lines, WHICH_WAY)
        if way and not (way.endswith(OTHERS) or way.startswith(("No earlier", "It is not"))):
            yield f"{address}: {way}"


def one_month_that_makes_a_change_is_told(one: Walked) -> Iterator[str]:
    """The same months of two years, added up again: the month that changed most makes more than
    half of the change, and the others moved the other way, or not clearly; the line says so then,
    and only then."""
    for address, lines in opened(one):
        led, way = led_by(one, lines), said_of(lines, WHICH_WAY)
        found = re.search(r"([\d,]+) [^.:]* in (\w+) to (\w+) (\d{4}), ([\d,]+) in the same", way)
        if led is None or found is None:
            continue
        series = one.book.figures.series(led.indicator, led.category, area=led.area)
        held = {f.period.iso: f.count for f in series if f.period.months == 1}
        pairs = _pairs(held, int(found[4]), found[2], found[3])
        clear = _way(pairs)
        most = max(pairs, key=lambda pair: abs(pair[0] - pair[1]))
        rest = [pair for pair in pairs if pair is not most]
        left = _way(rest)
        more, most_more = sum(a - b for a, b, *_ in pairs), most[0] - most[1]
        is_of_one = bool(clear) and left != clear and most_more / more > 0.5
        if is_of_one != bool(ONE_MONTH.search(way)):
            yield f"{address}: {way}"


# Two counts of a month, now and a year before, and its days.
Pair = tuple[float, float, int, int]
NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def _pairs(held: dict[str, float | None], year: int, first: str, last: str) -> list[Pair]:
    months = range(NAMES.index(first) + 1, NAMES.index(last) + 2)
    return [
        (
            held[f"P1M/{year}-{m:02d}"] or 0,
            held[f"P1M/{year - 1}-{m:02d}"] or 0,
            monthrange(year, m)[1],
            monthrange(year - 1, m)[1],
        )
        for m in months
    ]


def _way(pairs: list[Pair]) -> int:
    """Up, down, or not clearly either: the interval of the ratio of two counts, and of so many a
    day, for February may have a day more."""
    new, old, days, days_before = (sum(numbers) for numbers in zip(*pairs, strict=True))
    if not new or not old:
        return 0
    spread = exp(1.96 * sqrt(1 / new + 1 / old))
    ratios = (new / old, new / days / (old / days_before))
    return int(min(ratios) / spread > 1) - int(max(ratios) * spread < 1)


def ranges_leave_out_what_they_are_apart_from(one: Walked) -> Iterator[str]:
    """Beside "higher" or "lower" no end of the range is printed as the number it leaves out."""
    for address, lines in opened(one):
        line = next((line for line in lines if line.label == AGAINST), None)
        found = re.search(r"between ([\d.,]+) and ([\d.,]+)\.", line.said) if line else None
        if line is None or found is None or line.verdict not in (HIGHER, LOWER):
            continue
        others = re.findall(r"(?<![\d.])[\d.]+(?![\d.%])", line.said[: found.start()])
        if set(found.groups()) & set(others):
            yield f"{address}: {line.said}"


def what_chance_gives_is_said_once(one: Walked) -> Iterator[str]:
    """That months vary more than chance gives stands once on a page, below a chart of months."""
    for page, drawing in drawn_on(one):
        if WIDER in drawing.told.measure and drawing.kind != "months":
            yield f"{page.path}: {drawing.told.measure}"
    for page in one.pages:
        captions = re.findall(r"<figcaption>.*?</figcaption>", page.markdown, re.S)
        if sum(WIDER in caption for caption in captions) > 1:
            yield f"{page.path}: said twice"


def few_are_not_shared_out(one: Walked) -> Iterator[str]:
    """No percentage of fewer than twenty, of what comes about by chance."""
    for page in one.pages:
        for number, whole in SHARE.findall(page.markdown):
            if int(whole.replace(",", "")) < FEWEST:
                yield f"{page.path}: a percentage of {number} of {whole}"


def rates_say_of_which_year_the_residents_are(one: Walked) -> Iterator[str]:
    """A page whose first lines tell a rate worked out on residents says of which year these are, a
    topic's once; and so does each chart of such rates that stands alone."""
    for page in one.pages:
        five, said = FIVE.search(page.markdown), OF_YEAR.findall(page.markdown)
        if five and RATE in five[0] and not said:
            yield f"{page.path}: of no year"
        if page.kind in ("topic", "across") and len(said) > 1:
            yield f"{page.path}: {said}"
        for name, text in page.files.items():
            if name.endswith("index.html") and AXIS in text and not OF_YEAR.search(text):
                yield f"{name}: of no year"


def places_are_counted_from_their_verdicts_end(one: Walked) -> Iterator[str]:
    """Beside "Lower" no place is told from the highest, and beside "Higher" none from the lowest;
    the middle of an odd number is told as that."""
    for address, lines in opened(one):
        for line in (told for one in lines for told in (one, one.similar) if told):
            found = PLACE.search(line.said)
            if found and FAR_END.get(line.verdict) == found[1]:
                yield f"{address}: {line.verdict}: {line.said}"


RULES = (
    rates_say_of_which_year_the_residents_are,
    places_are_counted_from_their_verdicts_end,
    places_are_worded_as_in_titles,
    who_it_stands_against_is_drawn,
    an_earlier_figure_is_told,
    open_surveys_are_cautioned,
    one_month_that_makes_a_change_is_told,
    what_chance_gives_is_said_once,
    ranges_leave_out_what_they_are_apart_from,
    few_are_not_shared_out,
)
