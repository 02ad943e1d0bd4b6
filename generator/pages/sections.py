"""What a topic's author left untold: each dataset's figures as the charts and sentences that fit.

Datasets stand newest first under their own titles, so that figures of different sources and dates
are never taken for one series.
"""

from __future__ import annotations

from generator.figures.figures import Figure
from generator.pages.marking import plain_text
from generator.pages.words import PageWords
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.telling.speech import Voice

MOST_SENTENCES = 6
FEWEST_AREAS = 3
FEWEST_MONTHS = 12


def untold(words: PageWords, topic: Topic) -> str:
    """Sections for the indicators that the topic's own blocks do not draw, a dataset each, folded;
    the first is open where nothing is drawn above it."""
    is_first = not words.charts
    codes = [words.area.code] if words.area else []
    drawn = _drawn(topic)
    groups: dict[str, list[str]] = {}
    for indicator in words.book.newest_first(topic, codes):
        voice = words.book.voice(indicator)
        if indicator not in drawn:
            groups.setdefault(voice.dataset_id, []).append(indicator)
    found = []
    for name, indicators in groups.items():
        told = [part for i in indicators if (part := _indicator(words, topic, i))]
        if told:
            title = plain_text(words.book.holdings.datasets[name].title)
            found.append(f"## {title} {{#{name}}}\n\n" + "\n\n".join(told))
    first, rest = found[:is_first], found[is_first:]
    return "\n\n".join([*first, *(["<!--fold-->", *rest, "<!--/fold-->"] if rest else [])])


def _drawn(topic: Topic) -> set[str]:
    """Which indicators do the topic's own words draw or list, or say a sentence of?"""
    found = set(topic.matter.tables_only)
    for call in topic.text.calls():
        place = 1 if call.word == "chart" else 0
        if len(call.arguments) > place and call.arguments[place]:
            found.add(str(call.arguments[place]))
        found.add(str(call.named.get("beside", "")))
    return found


def _indicator(words: PageWords, topic: Topic, indicator: str) -> str:
    voice = words.book.voice(indicator)
    categories = words.book.categories(topic, indicator)
    if words.area is None:
        return _ranking(words, voice, categories)
    held = {
        c: found
        for c in categories
        if (found := words.book.figures.series(indicator, c, area=words.area.code))
    }
    if voice.measure.kind in ("rank", "change") or not held:
        return _sentences(words, voice, held)
    return _charts(words, voice, held) or _sentences(words, voice, held)


def _charts(words: PageWords, voice: Voice, held: dict[str, list[Figure]]) -> str:
    """Months as a control chart; types as a breakdown; years as a trend; areas as a ranking."""
    first = next(iter(held))
    charts = []
    for category, series in held.items():
        if sum(f.period.months == 1 and not f.is_absent for f in series) >= FEWEST_MONTHS:
            chart_id = f"months-{voice.key}-{category}".replace("/", "-")
            charts.append(words.chart("control", voice.key, category=category, id=chart_id))
    inner = [c for c in held if voice.dataset.categories[c].within or len(held) > 1]
    if len(inner) >= FEWEST_AREAS:
        charts.append(words.chart("breakdown", voice.key, id=f"types-{voice.key}"))
    for category in _each_drawn(voice, list(held)):
        own = voice.key if category == first else f"{voice.key}-{category}"
        charts.append(
            words.chart(
                "trend", voice.key, category=category, against=["county"], id=f"trend-{own}"
            )
        )
        if words.area and words.area.level == "district":
            charts.append(_ranked(words, voice, category, own))
    return "\n\n".join(part for part in charts if part)


def _each_drawn(voice: Voice, held: list[str]) -> list[str]:
    """Which categories have charts of their own? Each question of a survey; of counts the total,
    which stands for all, or each of a few parts that have no total."""
    above = {c: voice.dataset.categories[c].within for c in held}
    if questions := [c for c in held if voice.indicator.base and not above[c]]:
        return questions
    is_of_parts = voice.measure.kind == "count" and above[held[0]] and above[held[0]] not in held
    alike = [c for c in held if is_of_parts and above[c] == above[held[0]]]
    return alike if 1 < len(alike) < FEWEST_AREAS else held[:1]


def _ranked(words: PageWords, voice: Voice, category: str, own: str) -> str:
    figures = words.book.figures.across(voice.key, category)
    districts = {area.code for area in words.book.districts}
    if len({f.area for f in figures if f.area in districts}) < FEWEST_AREAS:
        return ""
    return words.chart(
        "ranking", voice.key, category=category, against=["county"], id=f"areas-{own}"
    )


def _ranking(words: PageWords, voice: Voice, categories: tuple[str, ...]) -> str:
    """Across all areas: the districts side by side, in the first category that enough have."""
    if voice.measure.kind in ("rank", "change"):
        return ""
    districts = {area.code for area in words.book.districts}
    for category in categories:
        figures = words.book.figures.across(voice.key, category)
        if len({f.area for f in figures if f.area in districts}) >= FEWEST_AREAS:
            return words.chart("ranking", voice.key, category=category, id=f"areas-{voice.key}")
    return ""


def _sentences(words: PageWords, voice: Voice, held: dict[str, list[Figure]]) -> str:
    """The newest figure of each category, as far as a reader would read on; but for the one that
    the page opens with."""
    newest = [series[-1] for series in held.values()]
    # A long list of places reads better in the table below; the first, the total's, is said.
    most = 1 if voice.measure.kind == "rank" else MOST_SENTENCES
    told = [figure for figure in newest[:most] if figure.key != words.opens_with]
    # A number that is printed for two categories together is said once.
    said = [words.once(narrative.level(voice, figure)) for figure in told]
    return "\n\n".join(plain_text(sentence) for sentence in said if sentence)
