"""Rules about the words in topics: which there are, what they take, that nothing else is run."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from generator.areas import LEVELS
from generator.charts import kinds
from generator.checks.references import DESCRIPTIONS
from generator.holdings import Holdings
from generator.problems import Problem, suggestion
from generator.topics import BLOCKS, SAYINGS, WORDS, Call, Topic

Topics = dict[str, Topic]
# Pages that are no topics; an area's name may not take their addresses.
RESERVED = (
    *("topics", "compare", "contacts", "glossary", "methods", "accessibility", "privacy"),
    *("about", "data", "releases", "embed", "assets", "profile", "review"),
)
# What each word takes in its order, how many of these it needs, and what it takes by name only.
TAKES: dict[str, tuple[tuple[str, ...], int, tuple[str, ...]]] = {
    "figure": (("indicator", "category"), 1, ()),
    "table": (("indicator", "category"), 1, ()),
    "link": (("page", "text"), 2, ()),
    "chart": (
        ("kind", "indicator"),
        2,
        ("category", "against", "among", "beside", "beside_category", "id"),
    ),
    **{f"say.{name}": (("indicator", "category"), 1, ()) for name in SAYINGS},
    "say.against": (("indicator", "level", "category"), 2, ()),
    "say.standing": (("indicator", "level", "category"), 1, ()),
}
PLAIN = (
    *(nodes.Template, nodes.Block, nodes.Output, nodes.TemplateData, nodes.Call, nodes.Name),
    *(nodes.Getattr, nodes.Const, nodes.List, nodes.Tuple, nodes.Keyword),
)
ONLY_WORDS = "Only words such as chart(…) and say.level(…) may stand in braces, and the blocks."


def blocks_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Blocks that topics do not have."""
    for topic in topics.values():
        for block in topic.tree.find_all(nodes.Block):
            if block.name not in BLOCKS:
                what = f'There is no block "{block.name}".'
                remedy = suggestion(block.name, BLOCKS)
                yield Problem("content", topic.file, what, remedy, block.lineno)


def only_words(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Anything in braces that is no word of ours: sums, conditions, other files, bare words."""
    for topic in topics.values():
        for line in sorted({node.lineno for node in _foreign(topic.tree)}):
            what = "What stands in the braces is no word of a topic."
            yield Problem("content", topic.file, what, ONLY_WORDS, line)


def _foreign(tree: nodes.Template) -> Iterator[nodes.Node]:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, PLAIN):
            yield node
        if isinstance(node, nodes.Output):
            yield from (n for n in node.nodes if not isinstance(n, nodes.TemplateData | nodes.Call))
        if isinstance(node, nodes.Call) and (node.dyn_args or node.dyn_kwargs):
            yield node


def words_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Words that topics do not have."""
    for topic in topics.values():
        for name, line in topic.unknown_names():
            what = f'There is no word "{name}".'
            yield Problem("content", topic.file, what, suggestion(name, WORDS), line)
        for call in topic.calls():
            head, _, saying = call.word.partition(".")
            if head == "say" and saying not in SAYINGS:
                what = f'There is no sentence "{call.word}".'
                remedy = suggestion(saying, SAYINGS)
                yield Problem("content", topic.file, what, remedy, call.line)
            elif call.word not in TAKES and head in WORDS:
                what = f'There is no word "{call.word}".'
                yield Problem("content", topic.file, what, suggestion(head, WORDS), call.line)


def arguments_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Arguments that a word does not take, or that name what does not exist."""
    for topic in topics.values():
        for call in (call for call in topic.calls() if call.word in TAKES):
            faults = list(_shape_faults(call))
            given = {} if faults else _bound(call)
            faults += _name_faults(holdings, topics, given)
            for what, remedy in faults:
                yield Problem("content", topic.file, what, remedy, call.line)


def _bound(call: Call) -> dict[str, object]:
    """The arguments by name."""
    return {**dict(zip(TAKES[call.word][0], call.arguments, strict=False)), **call.named}


def _shape_faults(call: Call) -> Iterator[tuple[str, str]]:
    in_order, needed, by_name = TAKES[call.word]
    known = (*in_order, *by_name)
    quoted = ", ".join(f'"{name}"' for name in in_order[:needed])
    form = f"Write it as {call.word}({quoted})."
    given = len(call.arguments)
    if given > len(in_order):
        yield f"The word {call.word} is given {given} things and takes {len(in_order)}.", form
    for name in call.named:
        if name not in known:
            yield f'The word {call.word} takes no "{name}=".', suggestion(name, known)
    missing = [n for n in in_order[given:needed] if n not in call.named]
    if missing:
        yield f"The word {call.word} is not told which {missing[0]}.", form
    if any(value is None for value in (*call.arguments, *call.named.values())):
        yield (
            f"The word {call.word} is given something that is no text.",
            "Write texts in double quotes.",
        )


def _name_faults(
    holdings: Holdings, topics: Topics, given: dict[str, object]
) -> Iterator[tuple[str, str]]:
    """Things given by a name that nobody declared."""
    indicator = str(given.get("indicator", ""))
    beside = str(given.get("beside") or indicator)
    categories, besides = _categories(holdings, indicator), _categories(holdings, beside)
    levels = [*LEVELS, "similar areas"]
    wanted: list[tuple[str, object, list[str]]] = [
        ("chart kind", given.get("kind"), kinds()),
        ("indicator", given.get("indicator"), list(holdings.indicators)),
        ("indicator", given.get("beside"), list(holdings.indicators)),
        ("level", given.get("among"), list(LEVELS)),
        ("level", given.get("level"), levels),
        ("topic or page", given.get("page"), [*topics, *RESERVED]),
    ]
    if categories:
        wanted.append(("category", given.get("category"), categories))
        wanted.append(("category", given.get("beside_category"), besides))
    against = given.get("against") or ()
    listed = against if isinstance(against, list | tuple) else (against,)
    wanted += [("level to compare with", word, levels) for word in listed]
    for kind, word, known in wanted:
        where = "content/topics/*.md" if kind == "topic or page" else DESCRIPTIONS
        if word and word not in known and not holdings.may_be_declared(str(word), where):
            yield f'There is no {kind} "{word}".', suggestion(str(word), known)


def _categories(holdings: Holdings, indicator: str) -> list[str]:
    if indicator not in holdings.indicators:
        return []
    return list(holdings.datasets[holdings.indicators[indicator][0]].categories)


RULES = (blocks_known, only_words, words_known, arguments_known)
