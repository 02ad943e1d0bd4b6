"""What the page of a topic across all areas begins with: how much in the largest area, where the
most and the least, and which way the districts moved."""

from __future__ import annotations

from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.cautions import first_caution
from generator.pages.ended import of_districts
from generator.pages.findings import TopicFinding, finding
from generator.pages.five_lines import CAUTION, HOW_MUCH, WHICH_WAY, WHOM, OneOfFive
from generator.pages.movements import change_of
from generator.pages.newer_counts import newer_count
from generator.pages.one_type import told_type
from generator.pages.residents import rates_for
from generator.pages.subject_measures import LARGER, subject_measure
from generator.pages.topic_lines import whom_to_call
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.telling.places import Peer, in_each, near
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.periods import Period

# Of fewer districts it is not said which has the most.
FEWEST = 5
MOST_FOR_ITS_SIZE = ("the most {units}for its size", "the least")


def across_lead(book: Book, topic: Topic) -> list[OneOfFive]:
    """The first lines, of what the topic is about, or of the largest area where it is held of no
    whole period, or withheld. Nothing where no area has a figure of it."""
    own = subject_measure(book, topic)
    if own is None:
        return _of_one(book, topic)
    voice, figures = book.voice(own.indicator), own.figures
    found = _of_largest(book, figures)
    where, trend = where_most(book, voice, figures), _trend(voice, found)
    moved = _moved(book, voice, of_districts(book, figures), is_dated=not trend)
    first = found.figure if found else None if where else next(iter(figures.values()))
    larger = {area.code for area in _larger(book)}
    part = newer_count(book, topic, next(iter(figures.values())), larger)
    read = found.cautions if found else []
    own_caution = first_caution(book, first or next(iter(figures.values())))
    careful = " ".join(dict.fromkeys(text for text in (*read, own_caution) if text))
    much = _how_much(book, topic, first, list(figures.values())) if first else ""
    much = f"{much} {found.unsettled if found else ''}".strip()
    lines = [
        OneOfFive(HOW_MUCH, much, base=rates_for(book, [first] if first else [])),
        OneOfFive("Where", where, base=rates_for(book, of_districts(book, figures))),
        OneOfFive(WHICH_WAY, " ".join(text for text in (trend, moved, part) if text)),
        OneOfFive(CAUTION, careful),
        OneOfFive(WHOM, whom_to_call(book, book.root, topic)),
    ]
    return [line for line in lines if line.said]


def _how_much(book: Book, topic: Topic, figure: Figure, others: list[Figure]) -> str:
    """How much in one area, in the few others that have it too where it is none of the largest, and
    of which type."""
    voice = book.voice(figure.indicator)
    said = [narrative.level(voice, figure), told_type(book, topic, figure)]
    areas = book.holdings.areas
    level = areas[figure.area].level
    alike = [f for f in others if areas[f.area].level == level and f is not figure]
    alike = [f for f in alike if voice.is_live(f)]
    rows = book.figures.across(figure.indicator, figure.category)
    is_only = all(f.area == figure.area for f in rows if areas[f.area].level == level)
    if level not in LARGER and is_only:
        said.append(f"These sources have it of {voice.place(figure.area)} only.")
    elif level not in LARGER and alike and len(alike) <= FEWEST and (each := in_each(voice, alike)):
        said.append(f"{each}.")
    return " ".join(text for text in said if text)


def _of_one(book: Book, topic: Topic) -> list[OneOfFive]:
    """The newest figure of the largest area that has one of a topic's lead, or why it is not there,
    and whom to call."""
    pair = book.lead(topic)
    newest = [f for a in (book.root, *book.profiled) if pair and (f := book.newest(*pair, a))]
    told = [figure for figure in newest if not figure.is_absent] or newest
    if not told:
        return []
    voice = book.voice(told[0].indicator)
    said = narrative.level(voice, told[0])
    lines = [
        OneOfFive(HOW_MUCH, said, key=told[0].key, base=rates_for(book, told[:1])),
        OneOfFive(CAUTION, first_caution(book, told[0])),
        OneOfFive(WHOM, whom_to_call(book, book.root, topic)),
    ]
    return [line for line in lines if line.said]


def _trend(voice: Voice, found: TopicFinding | None) -> str:
    if found is None:
        return ""
    said = (narrative.trend(voice, found.change) or found.months, found.printed, found.after)
    return " ".join(text for text in said if text)


def _larger(book: Book) -> list[Area]:
    return [area for area in (book.root, *book.profiled) if area.level in LARGER]


def _of_largest(book: Book, figures: dict[str, Figure]) -> TopicFinding | None:
    """What is found in the area of the whole site, or the largest there is."""
    area = next((one for one in _larger(book) if one.code in figures), None)
    return finding(book, figures[area.code]) if area else None


def where_most(book: Book, voice: Voice, figures: dict[str, Figure]) -> str:
    """In which district was it the most for its size, and in which the least? Blank where they have
    no rates, are few, or were picked out by a text."""
    mine = of_districts(book, figures)
    is_share = voice.measure.kind == "percent" or voice.indicator.per == 100
    is_kind = is_share or voice.is_rate or voice.measure.kind == "rate"
    is_whole = is_kind and not voice.dataset.partial
    if len(mine) < FEWEST or not is_whole or not all(f.can_be_ranked for f in mine):
        return ""
    peers = [
        Peer(voice.place(f.area), voice.short(f), f.value or 0.0, f.lower, f.upper) for f in mine
    ]
    values = [peer.value for peer in peers]
    ends = [[one for one in peers if one.value == end] for end in (max(values), min(values))]
    if any(len(end) > 1 for end in ends):
        return ""
    most, least = ("the highest share", "the lowest") if is_share else MOST_FOR_ITS_SIZE
    units = f"{voice.unit(mine[0].category)[1]} " if voice.measure.kind == "count" else ""
    words = (most.format(units=units), least)
    told = [_end(end[0], peers, word) for end, word in zip(ends, words, strict=True)]
    is_plain = not any(near(end[0], peers) for end in ends)
    had = " and ".join(told).replace(f" had {least}", f" {least}") if is_plain else "; ".join(told)
    return f"Of {wording.in_words(len(mine))} districts {had}."


def _end(this: Peer, peers: list[Peer], word: str) -> str:
    """Which district is at an end, with those that chance does not tell from it, as charts say."""
    close = near(this, peers)
    if len(close) == 1:
        both = " and ".join(f"{one.name} ({one.text})" for one in (this, close[0]))
        return f"{both}, within chance of each other, had {word.replace('its size', 'their size')}"
    more = f", though chance could put {wording.in_words(len(close))} more there"
    return f"{this.name} ({this.text}) had {word}{more if close else ''}"


def _moved(book: Book, voice: Voice, mine: list[Figure], *, is_dated: bool) -> str:
    """In how many districts it rose and fell clearly: where all have the year before, between the
    years; or else between the same months of the two. ``is_dated`` where nothing before it says
    which these are."""
    is_moving = voice.indicator.is_tested and voice.measure.kind in ("count", "percent")
    if len(mine) < FEWEST or not is_moving or voice.dataset.partial:
        return ""
    changes = [change for figure in mine if (change := change_of(book, figure)[0])]
    spans = {(change.figure.period, change.other.period) for change in changes}
    is_told = all(c.difference is not None and c.is_clear is not None for c in changes)
    if len(changes) < len(mine) or len(spans) > 1 or not is_told:
        return ""
    now, before = spans.pop()
    if not now.months or before != now.before(12):
        return ""
    return _directions(changes, _since(mine[0].period, now) if is_dated else "")


def _since(whole: Period, now: Period) -> str:
    """From when to when, as the sentence about the directions begins."""
    if now == whole:
        return "From the year before"
    months = "month" if now.months == 1 else "months"
    return f"In {now.label()}, against the same {months} a year before,"


def _directions(changes: list[Comparison], since: str) -> str:
    rose = sum(1 for c in changes if c.is_clear and (c.difference or 0) > 0)
    fell = sum(1 for c in changes if c.is_clear and (c.difference or 0) < 0)
    if not rose and not fell:
        return wording.upper_first(f"{since} there was no clear change in any district.".lstrip())
    if len(changes) in (rose, fell) and len(changes) > 1:
        every = f"all {wording.in_words(len(changes))} districts"
        said = f"{since} the number {'rose' if rose else 'fell'} in {every}."
        return wording.upper_first(said.lstrip())
    told = [f"rose in {wording.in_words(rose)}"] * bool(rose)
    told += [f"fell in {wording.in_words(fell)}"] * bool(fell)
    rest = len(changes) - rose - fell
    clear = f", with no clear change in {wording.in_words(rest)}" if rest else ""
    said = f"{since} the number {wording.listing(told)} of the districts{clear}."
    return wording.upper_first(said.lstrip())
