"""Rules about the words in topics: what each takes, and that what it names is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.charts.drawing import kind_module, kinds
from generator.checks.references import DESCRIPTIONS
from generator.problems import Fault, Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.reading.topictext import SAYINGS, Call
from generator.terms import addresses
from generator.terms.areas import LEVELS


class Takes(NamedTuple):
    """What a word takes in its order, how many of these it needs, and what by name only."""

    in_order: tuple[str, ...]
    needed: int
    by_name: tuple[str, ...] = ()


TAKES = {
    "figure": Takes(("indicator", "category"), 1),
    "table": Takes(("indicator", "category"), 1),
    "link": Takes(("page", "text"), 2),
    "chart": Takes(
        ("kind", "indicator"),
        2,
        ("category", "against", "among", "beside", "beside_category", "id"),
    ),
    **{f"say.{name}": Takes(("indicator", "category"), 1) for name in SAYINGS},
    "say.against": Takes(("indicator", "level", "category"), 2),
    "say.standing": Takes(("indicator", "level", "category"), 1),
}
# What a kind of chart may have to be told, and how that is written.
TOLD_BY = {
    "against": "with whom to compare",
    "among": "which areas to set side by side",
    "beside": "what to set beside it",
}
EXAMPLES = {
    "against": 'against=["force"]',
    "among": 'among="district"',
    "beside": 'beside="burglary"',
}
# What may be a list of texts; all else is one text.
LISTS = ("against",)


def arguments_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Arguments that a word does not take, or that name what does not exist."""
    for topic in topics.values():
        for call in topic.text.calls():
            faults = list(_shape_faults(call))
            given = {} if faults else _bound(call)
            faults += _name_faults(holdings, topics, given)
            faults += [] if faults or call.word != "chart" else _kind_faults(holdings, given)
            yield from (fault.at("content", topic.at(call.line)) for fault in faults)


def _bound(call: Call) -> dict[str, object]:
    """The arguments by name."""
    return {**dict(zip(TAKES[call.word].in_order, call.arguments, strict=False)), **call.named}


def _shape_faults(call: Call) -> Iterator[Fault]:
    in_order, needed, by_name = TAKES[call.word]
    known = (*in_order, *by_name)
    quoted = ", ".join(f'"{name}"' for name in in_order[:needed])
    form = f"Write it as {call.word}({quoted})."
    given = len(call.arguments)
    if given > len(in_order):
        what = f"The word {call.word} is given {given} things and takes {len(in_order)}."
        yield Fault(what, form)
    for name in call.named:
        if name not in known:
            yield Fault(f'The word {call.word} takes no "{name}=".', suggestion(name, known))
    missing = [n for n in in_order[given:needed] if n not in call.named]
    if missing:
        yield Fault(f"The word {call.word} is not told which {missing[0]}.", form)
    for name in (n for n in in_order[:given] if n in call.named):
        yield Fault(f"The word {call.word} is told twice which {name}.", "Keep one of them.")
    yield from _value_faults(call, needed)


def _value_faults(call: Call, needed: int) -> Iterator[Fault]:
    """Things given that are no text, or a blank one where a name is needed."""
    for name, value in _bound(call).items():
        texts = value if name in LISTS and isinstance(value, list) else [value]
        if not all(isinstance(text, str) for text in texts):
            what = f"The word {call.word} is given something that is no text."
            yield Fault(what, "Write texts in double quotes.")
        elif name in TAKES[call.word].in_order[:needed] and not value:
            yield Fault(f"The word {call.word} is given no {name}.", "Write it between the quotes.")
        elif name == "id" and (why := addresses.fault(str(value))):
            yield Fault(f'The id "{value}" of a chart {why}.', addresses.remedy(str(value)))


def _name_faults(holdings: Holdings, topics: Topics, given: dict[str, object]) -> Iterator[Fault]:
    """Things given by a name that nobody declared."""
    indicator = str(given.get("indicator", ""))
    beside = str(given.get("beside") or indicator)
    categories, besides = _categories(holdings, indicator), _categories(holdings, beside)
    levels = [*LEVELS, "similar areas"]
    wanted: list[tuple[str, object, Sequence[str]]] = [
        ("chart kind", given.get("kind"), kinds()),
        ("indicator", given.get("indicator"), list(holdings.indicators)),
        ("indicator", given.get("beside"), list(holdings.indicators)),
        ("level", given.get("among"), list(LEVELS)),
        ("level", given.get("level"), levels),
    ]
    if categories:
        wanted.append(("category", given.get("category"), categories))
        wanted.append(("category", given.get("beside_category"), besides))
    against = given.get("against") or ()
    listed = against if isinstance(against, list) else [against]
    wanted += [("level to compare with", word, levels) for word in listed]
    for kind, word, known in wanted:
        where = "content/topics/*.md" if kind == "topic or page" else DESCRIPTIONS
        if word and word not in known and not holdings.may_be_declared(str(word), where):
            yield Fault(f'There is no {kind} "{word}".', suggestion(str(word), known))


def _kind_faults(holdings: Holdings, given: dict[str, object]) -> Iterator[Fault]:
    """What a kind of chart cannot do without, and what it cannot be of: no page would have it."""
    kind, indicator = str(given["kind"]), str(given["indicator"])
    wants = kind_module(kind).WANTS
    for word in wants.needs:
        if not given.get(word):
            what = f'The chart "{kind}" is not told {TOLD_BY[word]}, and no page would have it.'
            yield Fault(what, f"Add {word}=, as {EXAMPLES[word]}.")
    if indicator in holdings.indicators:
        name, one = holdings.indicators[indicator]
        measure = holdings.datasets[name].measures.get(one.value)
        if measure and wants.of and measure.kind not in wants.of:
            what = f'The chart "{kind}" is of counts, and "{indicator}" is a {measure.kind}.'
            yield Fault(what, "Take another kind of chart, or the indicator of a count.")


def _categories(holdings: Holdings, indicator: str) -> list[str]:
    if indicator not in holdings.indicators:
        return []
    return list(holdings.datasets[holdings.indicators[indicator][0]].categories)


RULES = (arguments_known,)
