"""Sentences from figures: plain, true and total. Every function answers for every status."""

from __future__ import annotations

from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure, why_absent
from generator.figures.intervals import poisson
from generator.telling.qualified import of_one_month, of_others, over_years
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.periods import Period

ABOUT_THE_SAME = "about the same as that"
# One table of bands: a ratio below the bound is told in these words (lower, then higher). "About" a
# number is near it; between two such numbers the words only say which side.
BANDS = (
    (0.2, "less than a fifth of that"),
    (0.22, "about a fifth of that"),
    (0.225, "less than a quarter of that"),
    (0.275, "about a quarter of that"),
    (0.3, "more than a quarter of that"),
    (0.365, "about a third of that"),
    (0.45, "less than half of that"),
    (0.55, "about half that"),
    (0.57, "more than half of that"),
    (0.635, "about two fifths lower than that"),
    (0.71, "about a third lower than that"),
    (0.775, "about a quarter lower than that"),
    (0.825, "about a fifth lower than that"),
    (0.87, "lower than that"),
    (0.95, "slightly lower than that"),
    (1.05, ABOUT_THE_SAME),
    (1.13, "slightly higher than that"),
    (1.175, "higher than that"),
    (1.225, "about a fifth higher than that"),
    (1.29, "about a quarter higher than that"),
    (1.38, "about a third higher than that"),
    (1.6, "about one and a half times that"),
    (1.8, "more than one and a half times that"),
    (2.2, "about twice that"),
    (2.3, "more than twice that"),
    (2.75, "about two and a half times that"),
    (3.25, "about three times that"),
    (3.7, "more than three times that"),
    (4.4, "about four times that"),
    (4.6, "more than four times that"),
    (5.5, "about five times that"),
    (9.5, "more than five times that"),
    (11.0, "about ten times that"),
)
MOST_TIMES = "more than ten times that"
# What is odd about a number that is being checked.
DOUBTED = {
    "above": "it is far above {other}",
    "below": "it is far below {other}",
    "sign": "it has the opposite sign to {other}",
    "size": "it is of quite another size than that of the area would make likely",
    "future": "its period ends after the release of this site",
    "past": "its period lies long before the release of this site",
    "alone": "its year is far from that of any other figure",
    "length": "its period is not as long as those of the others",
    "months": "its own months make another number",
}
MARKS = {
    "e": "an estimate",
    "f": "a forecast",
    "p": "provisional",
    "r": "revised",
    "k": "above zero, but rounded to it",
}


def level(voice: Voice, figure: Figure | None, area: str = "", category: str = "") -> str:
    """How much is it, where and when?"""
    if figure is None or figure.is_absent:
        return absence(voice, figure, area, category)
    if figure.is_unreliable:
        when = wording.upper_first(voice.when(figure.period))
        subject = voice.inside(voice.subject(figure.category))
        place = voice.place(figure.area)
        if voice.indicator.base:
            told = f"too few people answered in {place} for a figure to rely on ({subject})"
        else:
            told = f"there is only a figure of low reliability for {place} ({subject})"
        return f"{when}, {told}. The table shows it, marked."
    spoken = voice.spoken(figure)
    if figure.is_forecast:
        subject = wording.lower_first(voice.subject(figure.category))
        when = wording.upper_first(voice.when(figure.period))
        return f"{when}, the forecast for {voice.place(figure.area)} ({subject}) is {spoken}."
    phrase = _named_once(voice.indicator.says, spoken, voice.place(figure.area))
    says = phrase.format(
        value=spoken,
        place=voice.place(figure.area),
        category=voice.inside(voice.category_label(figure.category)),
        period=voice.named(figure.period),
    )
    when = "" if "{period}" in phrase else f"{voice.when(figure.period)}, "
    told = wording.upper_first(f"{when}{says}")
    sentence = f"{told}{_beside(voice, figure)}{_mark(figure)}."
    noted = voice.notes(figure) if voice.dataset.has_spoken_notes else []
    bound = [caution.text for caution in voice.cautions(figure) if caution.is_bound]
    return " ".join([sentence + _small(voice, figure), *noted, *bound])


def _named_once(phrase: str, spoken: str, place: str) -> str:
    """A phrase without its place, where what is counted names that place already.

    >>> _named_once("in {place}, {value} came", "nine visitors to the shop in Dover", "Dover")
    '{value} came'
    """
    return phrase.replace("in {place}, ", "") if spoken.endswith(f" in {place}") else phrase


def _beside(voice: Voice, figure: Figure) -> str:
    if voice.indicator.per == 100 and figure.count is not None and figure.denominator is not None:
        return f" ({wording.number(figure.count)} of {wording.number(figure.denominator)})"
    if voice.is_rate and figure.value is not None:
        return f", which is {voice.short(figure)} {voice.per()}"
    return ""


def _mark(figure: Figure) -> str:
    """What the letters say of the number that leads the sentence: of a count, if there is one."""
    letters = figure.count_status if figure.count is not None else figure.status
    marks = [words for letter, words in MARKS.items() if letter in letters]
    return f" (this figure is {wording.listing(marks)})" if marks else ""


def _small(voice: Voice, figure: Figure) -> str:
    """For a small count, how far chance alone could move it, in words."""
    count = figure.count
    if count is None or not voice.is_rate or not 0 < count < voice.indicator.smallest_for_rate:
        return ""
    lower, upper = poisson(count)
    least, most = (wording.of_some(int(wording.rounded(x))) for x in (lower, upper))
    return (
        " A count this small moves by chance: it could as well have been anything "
        f"from {least} to {most}."
    )


def absence(voice: Voice, figure: Figure | None, area: str = "", category: str = "") -> str:
    """Why is there no number? A page is never silent and never says nought for unknown."""
    category = figure.category if figure else category
    subject = voice.inside(voice.indicator.title)
    if category and voice.is_part(category):
        subject += f" ({voice.inside(voice.category_label(category))})"
    if figure and figure.is_doubted:
        return _being_checked(voice, figure, subject)
    if figure is None:
        where = f" for {voice.place(area)}" if area else ""
        return f"There is no figure{where} on {subject} in the sources of this site."
    what = f"figure on {subject} for {voice.place(figure.area)} {voice.when(figure.period)}"
    said = {"c": f"The {what} is withheld.", "z": f"The {what} does not apply."}
    told = said.get(why_absent(figure), f"There is no {what}.")
    return " ".join([told, *voice.notes(figure)])


def _being_checked(voice: Voice, figure: Figure, subject: str) -> str:
    """Of a figure that rests on a number in doubt: which one, why, and what is left out."""
    what = f"figure on {subject} for {voice.place(figure.area)} {voice.when(figure.period)}"
    first = figure.doubts[0]
    if figure.how != "observed" or first.cells[0].measure != voice.indicator.value:
        return f"There is no {what}, because {_checked(voice, figure)}."
    told = DOUBTED[first.side].format(other=_beside_which(voice, figure))
    until = "Until then no change, rank or total with it is shown."
    return f"The {what} is being checked: {told}. {until}"


def _beside_which(voice: Voice, figure: Figure) -> str:
    """What a number in doubt is set against: the year before, by name, or the others."""
    iso = figure.doubts[0].beside
    return f"that of {voice.named(Period.parse(iso))}" if iso else "the others"


def _checked(voice: Voice, figure: Figure) -> str:
    """What is being checked where a figure rests on the numbers of others."""
    people = [d for d in figure.doubts if d.rule == "population"]
    rest = [d for d in figure.doubts if d.rule != "population"]
    if not rest:
        names = dict.fromkeys(voice.place(doubt.cells[0].area) for doubt in people)
        return f"the number of residents of {wording.listing(list(names))} is being checked"
    names = dict.fromkeys(voice.place(doubt.cells[0].area) for doubt in rest)
    return f"figures for {wording.listing(list(names))} are being checked"


def left_out(voice: Voice, figure: Figure) -> str:
    """What is not shown of a figure that rests on a number in doubt; blank for any other."""
    if not figure.is_doubted:
        return ""
    if figure.is_absent:
        return absence(voice, figure)
    where = f"{voice.place(figure.area)} {voice.when(figure.period)}"
    return f"No rate is shown for {where}, because {_checked(voice, figure)}."


def newest_checked(voice: Voice, figure: Figure) -> str:
    """That the newest figure of a line is being checked, in a few words."""
    return f"The figure {voice.when(figure.period)} is being checked."


def newest_disputed(voice: Voice, figure: Figure) -> str:
    """That there is a newer figure than the one told, and why it is not told."""
    when = voice.named(figure.period)
    return f"There is a newer figure, of {when}, on which the documents disagree."


def trend(voice: Voice, comparison: Comparison | None) -> str:
    """How does it compare with the time before? Empty where there is nothing to compare with."""
    if comparison is None:
        return ""
    earlier = comparison.other
    when = voice.when(earlier.period)
    if comparison.broken_by:
        return f"It is not compared with the figure {when}. {comparison.broken_by.text}"
    if comparison.difference is None:
        return (
            f"It is not compared with the figure {when}, because the series was broken in between."
        )
    is_count = voice.measure.kind == "count" and voice.indicator.per != 100
    if voice.dataset.who_answered and not is_count:
        return of_others(voice, comparison)
    if voice.indicator.per == 100 or comparison.figure.count is None:
        return _trend_of_values(voice, comparison, when)
    moved = _trend_of_counts(voice, comparison, when)
    return f"{moved} {of_one_month(voice, comparison)}".strip()


def _trend_of_counts(voice: Voice, comparison: Comparison, when: str) -> str:
    change = int(wording.rounded(comparison.difference or 0))
    before = f"{voice.count_text(comparison.other)}{over_years(comparison)}"
    if change == 0:
        return f"It was the same number as {when} ({before})."
    direction = "more" if change > 0 else "fewer"
    # A caution that goes with the number stands between the two sentences.
    is_apart = any(caution.is_bound for caution in voice.cautions(comparison.figure))
    that = "The number here" if is_apart else "That"
    start = f"{that} was {wording.in_words(abs(change))} {direction} than {when} ({before})"
    if comparison.is_clear is None:
        return f"{start}; counts this small go up and down by chance."
    if not comparison.is_clear:
        return f"{start}: no clear change."
    if comparison.percent is None:
        return f"{start}."
    verb = "a rise" if change > 0 else "a fall"
    size = wording.percent(abs(comparison.percent))
    return f"{start}, {verb} of {'less than 1%' if size == '0%' else size}."


def _trend_of_values(voice: Voice, comparison: Comparison, when: str) -> str:
    difference = comparison.difference or 0.0
    decimals = max(wording.places_of(comparison.figure.printed), voice.indicator.decimals)
    before = voice.short(comparison.other)
    if not comparison.other.value:
        is_some = "k" in comparison.other.status  # it only rounds to nought
        before = f"under {wording.number(10**-decimals, decimals)}" if is_some else "nought"
    before += over_years(comparison)
    size = wording.number(abs(difference), decimals)
    if wording.rounded(difference, decimals) == 0:
        return f"It was the same {when} ({before})."
    if voice.measure.kind == "rate" or comparison.is_clear is None:
        return f"{wording.upper_first(when)} it was {before}."
    direction = "higher" if difference > 0 else "lower"
    points = "percentage point" if size == "1" else "percentage points"
    start = f"That was {size} {points} {direction} than {when} ({before})"
    return f"{start}." if comparison.is_clear else f"{start}: no clear change."


def against(voice: Voice, comparison: Comparison | None) -> str:
    """How does it compare with a larger area? Empty where it may not be compared."""
    if comparison is None or comparison.ratio is None:
        return ""
    larger = comparison.other
    value = f"{voice.short(larger)} {voice.per()}" if voice.is_rate else voice.short(larger)
    start = f"In {voice.place(larger.area)} it was {value}"
    if comparison.is_clear is None:
        return f"{start}."  # no range tells on which side it is
    if comparison.figure.value == 0:
        return f"{start}; here there was none."
    if not comparison.is_clear:
        if band(comparison.ratio) == ABOUT_THE_SAME:
            return f"{start}; the figure here was {ABOUT_THE_SAME}."
        return f"{start}; chance alone could make the difference."
    return f"{start}; the figure here was {band(comparison.ratio)}."


def band(ratio: float) -> str:
    """A ratio in words.

    >>> band(1.0), band(0.5), band(4.2)
    ('about the same as that', 'about half that', 'about four times that')
    """
    return next((words for bound, words in BANDS if ratio < bound), MOST_TIMES)


def cautions(comparison: Comparison | None) -> list[str]:
    """What must be printed beside this change?"""
    return [event.text for event in comparison.cautions] if comparison else []
