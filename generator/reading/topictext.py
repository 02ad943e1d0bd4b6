"""What the text of a topic says: blocks of Markdown with five words in them. Read, and never run.

Jinja's parser makes a tree of the text and its part ends there: nothing is compiled, folded or
evaluated. Only what stands on the short list below is taken from the tree; the rest is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.problems import Fault, Place, Problem, suggestion

BLOCKS = ("area", "earlier", "ward", "all_areas")
WORDS = ("figure", "say", "chart", "table", "link")
SAYINGS = ("level", "also", "around", "trend", "against", "standing", "absence")
CALLABLE = (*(word for word in WORDS if word != "say"), *(f"say.{name}" for name in SAYINGS))
# What a topic may have at most; every one is far above what an author writes.
LONGEST = 100_000
LONGEST_ARGUMENT = 500
DEEPEST = 3
MOST_CALLS = 500
MOST_MARKS = 200

ONLY_WORDS = Fault(
    "What stands in the braces is no word of a topic.",
    "Only words such as chart(…) and say.level(…) may stand in braces, and the blocks.",
)
TOO_MUCH = Fault("There is too much in one pair of braces.", "Give each word braces of its own.")
NOT_CLOSED = Fault(
    "The word that begins here is not closed.", "Write }} at its end, before the next one."
)
TOO_DEEP = Fault(
    "The brackets are nested too deeply.", "One list inside a word is all that is needed."
)


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a word in a topic: ``chart("trend", "burglary")`` on its line."""

    word: str
    arguments: tuple[Any, ...]
    named: dict[str, Any]
    line: int


Parts = tuple[str | Call, ...]


@dataclass(frozen=True, slots=True)
class TopicText:
    """The blocks of a topic by name: pieces of Markdown and words, in the order of the file.

    ``whole`` is the text as it stands in the file, to find a line in.
    """

    blocks: Mapping[str, Parts]
    whole: str

    def render(self, block: str, words: Mapping[str, Any]) -> str:
        """The Markdown of one block, with the words bound to one place; empty without the block."""
        parts = self.blocks.get(block, ())
        return "".join(
            part if isinstance(part, str) else str(words[part.word](*part.arguments, **part.named))
            for part in parts
        ).strip()

    def parted(
        self, block: str, words: Mapping[str, Any], is_own: Callable[[Call], bool]
    ) -> tuple[str, str]:
        """The words of one block that are asked for, and all the rest of it."""
        own: list[str] = []
        rest: list[str] = []
        for part in self.blocks.get(block, ()):
            if isinstance(part, str):
                rest.append(part)
                continue
            said = str(words[part.word](*part.arguments, **part.named))
            (own if is_own(part) else rest).append(said)
        return "\n\n".join(own).strip(), "".join(rest).strip()

    def calls(self) -> Iterator[Call]:
        """Which words does it use, with which arguments, on which line?"""
        for parts in self.blocks.values():
            yield from (part for part in parts if isinstance(part, Call))


def read_topic_text(text: str, file: str) -> tuple[TopicText, list[Problem]]:
    """What does the text of a topic say, and what in it is no text of a topic?

    Without problems the blocks are whole; with any they hold what could be read.
    """
    said, faults = _read(text)
    return said, [fault.at("content", Place(file)) for fault in faults]


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[TopicText, tuple[Fault, ...]]:
    """The same, without the file; a text that was read is not read again."""
    reading = _Reading()
    try:
        reading.look_at_marks(text)
        if not reading.told:
            reading.take(_parser().parse(text))
    except TemplateSyntaxError as error:
        reading.tell(error.lineno, _unreadable(str(error.message)))
    except RecursionError:
        reading.tell(1, TOO_DEEP)
    return TopicText(reading.blocks, text), tuple(reading.told)


@cache
def _parser() -> Environment:
    # Without the optimizer: it would work out what stands in braces while reading it.
    return Environment(
        optimized=False,
        keep_trailing_newline=True,
        comment_start_string="<!--#",
        comment_end_string="#-->",
    )


def _unreadable(said: str) -> Fault:
    if "unknown tag 'endblock'" in said:
        return Fault("A block is ended that was not begun.", "Take out this {% endblock %}.")
    if "endblock" in said:
        return Fault("A block is not ended.", "Write {% endblock %} after it.")
    if "Required blocks" in said:
        return Fault("A block is given more than its name.", "Write {% block area %}, and no more.")
    return Fault("The braces cannot be read.", "Look for a missing }} or %}, here or above.")


class _Reading:
    """One topic's text while it is read: its blocks so far, and what is wrong on which line."""

    def __init__(self) -> None:
        self.blocks: dict[str, Parts] = {}
        self.told: dict[Fault, None] = {}
        # The line of the word that is open; nought between words.
        self.begun = 0

    def tell(self, line: int, fault: Fault) -> None:
        self.told[fault._replace(row=line)] = None

    def look_at_marks(self, text: str) -> None:
        """What is too long, too deep or no block, before a tree is made of it."""
        if len(text) > LONGEST:
            what = f"The text is longer than {LONGEST:,} characters."
            self.tell(1, Fault(what, "Divide it into several topics."))
            return
        depth, marks, is_tag = 0, 0, False
        for line, kind, value in _parser().lex(text):
            if kind in ("variable_begin", "variable_end"):
                self.begun = line if kind == "variable_begin" else 0
            if self.begun and (kind, value) == ("operator", "{"):
                self.tell(self.begun, NOT_CLOSED)
                return
            if kind == "raw_begin" or (
                is_tag and kind == "name" and value not in ("block", "endblock")
            ):
                self.tell(line, ONLY_WORDS)
            is_tag = kind == "block_begin" or (is_tag and kind == "whitespace")
            marks = 0 if kind == "data" else marks + 1
            if kind == "operator":
                depth += (value in "([{") - (value in ")]}")
            if depth > DEEPEST or marks > MOST_MARKS:
                self.tell(line, TOO_DEEP if depth > DEEPEST else TOO_MUCH)
                return
            self._look_at_argument(line, kind, value)

    def _look_at_argument(self, line: int, kind: str, value: str) -> None:
        if kind in ("string", "integer", "float") and len(value) > LONGEST_ARGUMENT:
            what = f"A text or number in braces is longer than {LONGEST_ARGUMENT} characters."
            self.tell(line, Fault(what, "Shorten it."))
        elif kind == "string" and "\\" in value:
            what = "A text in braces holds a backslash."
            self.tell(line, Fault(what, "Type the character that you mean."))

    def take(self, tree: nodes.Template) -> None:
        """The blocks of the file, and what stands outside them."""
        for node in tree.body:
            if isinstance(node, nodes.Block):
                self._take_block(node)
            elif isinstance(node, nodes.Output):
                self._refuse_outside(node)
            else:
                self.tell(node.lineno, ONLY_WORDS)
        if (
            sum(isinstance(part, Call) for parts in self.blocks.values() for part in parts)
            > MOST_CALLS
        ):
            self.tell(
                1, Fault(f"The topic has more than {MOST_CALLS} words.", "Divide it into several.")
            )

    def _refuse_outside(self, output: nodes.Output) -> None:
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData) and not node.data.strip():
                continue
            line = node.lineno
            if isinstance(node, nodes.TemplateData):
                line += node.data[: len(node.data) - len(node.data.lstrip())].count("\n")
            elif self._call(node) is None:
                continue
            what = "This stands outside the blocks, so no page would show it."
            self.tell(line, Fault(what, "Move it between {% block area %} and {% endblock %}."))

    def _take_block(self, block: nodes.Block) -> None:
        name, line = block.name, block.lineno
        if name not in BLOCKS:
            self.tell(line, Fault(f'There is no block "{name}".', suggestion(name, BLOCKS)))
        elif name in self.blocks:
            self.tell(
                line, Fault(f'The block "{name}" stands twice.', "Put what both hold into one.")
            )
        if block.scoped or block.required:
            what = f'The block "{name}" is given more than its name.'
            self.tell(line, Fault(what, f"Write {{% block {name} %}}, and no more."))
        parts: list[str | Call] = []
        for node in block.body:
            if isinstance(node, nodes.Block):
                what = f'The block "{node.name}" stands inside another.'
                self.tell(node.lineno, Fault(what, "Write {% endblock %} before it."))
            elif isinstance(node, nodes.Output):
                parts += self._parts(node)
            else:
                self.tell(node.lineno, ONLY_WORDS)
        self.blocks.setdefault(name, tuple(parts))

    def _parts(self, output: nodes.Output) -> Iterator[str | Call]:
        for node in output.nodes:
            part = node.data if isinstance(node, nodes.TemplateData) else self._call(node)
            if part is not None:
                yield part

    def _call(self, node: nodes.Node) -> Call | None:
        """A word with its arguments; None, and what is wrong, for anything else in braces."""
        word = _word(node.node) if isinstance(node, nodes.Call) else ""
        if not word or not isinstance(node, nodes.Call) or node.dyn_args or node.dyn_kwargs:
            self.tell(node.lineno, ONLY_WORDS)
            return None
        if word not in CALLABLE:
            self.tell(node.lineno, _unknown(word))
            return None
        given = [*node.args, *(keyword.value for keyword in node.kwargs)]
        if not all(_is_literal(argument) for argument in given):
            what = f"The word {word} is given something that is no text."
            self.tell(node.lineno, Fault(what, "Write texts in double quotes."))
            return None
        named = {keyword.key: _literal(keyword.value) for keyword in node.kwargs}
        if len(named) < len(node.kwargs):
            what = f"The word {word} is given something twice."
            self.tell(node.lineno, Fault(what, "Keep one of them."))
        return Call(word, tuple(_literal(a) for a in node.args), named, node.lineno)


def _word(node: nodes.Node) -> str:
    """The word that is called: a bare name, or a sentence of ``say``; blank for all else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return f"{node.node.name}.{node.attr}"
    return ""


def _unknown(word: str) -> Fault:
    head, _, saying = word.partition(".")
    if head == "say":
        return Fault(f'There is no sentence "{word}".', suggestion(saying, SAYINGS))
    return Fault(f'There is no word "{word}".', suggestion(head, WORDS))


def _is_literal(node: nodes.Node) -> bool:
    if isinstance(node, nodes.List | nodes.Tuple):
        return all(_is_literal(item) for item in node.items)
    return isinstance(node, nodes.Const)


def _literal(node: nodes.Node) -> Any:
    """A text, number or list as it is written. Nothing is worked out."""
    if isinstance(node, nodes.List | nodes.Tuple):
        return [_literal(item) for item in node.items]
    return node.value if isinstance(node, nodes.Const) else None
