"""What a YAML file says, checked against its shape, with the line of everything that is wrong.

Dates stay text, a key given twice is refused, and pydantic's errors become Problems in our words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, cast

import yaml
from pydantic import BaseModel, ValidationError

from generator.problems import Fault, Place, Problem
from generator.reading.formats import hidden
from generator.reading.misfits import Keys, misfit

Model = TypeVar("Model", bound=BaseModel)
# What YAML's own words mean to somebody who types.
UNREADABLE = {
    "mapping values": Fault(
        "The line has a colon in its text.",
        "Put the text after the first colon in double quotes.",
    ),
    "cannot start any token": Fault(
        "The line begins with a tab or with a special mark.",
        "Use spaces at the start of a line, and double quotes around a text with a mark.",
    ),
    "control characters": Fault("The file holds an invisible character.", "Type the line again."),
    "found another document": Fault(
        "A line of three hyphens begins a second part, and only the first is read.",
        "Take the line out.",
    ),
    "special characters": Fault("The file holds an invisible character.", "Type the line again."),
    "otherwise": Fault(
        "The file cannot be read as YAML.",
        "Look at this line and the one above it: the spaces at its start, a missing colon, or a "
        "text that needs double quotes because it holds a colon or begins with a special mark.",
    ),
}


# Text, numbers, true and false, lists and sets of keys need no mark. What does can hide what it
# says (!!binary), or has no order (!!set).
MARKED = Fault(
    "The line has a mark !! or !, which stands for a kind of value that is not read here.",
    "Take the mark out, or put the text in double quotes.",
)
EMPTY = Fault("The file is empty.", "Fill it in, or remove it.")
MOST_DEEP, MOST_DIGITS, MOST_PARTS = 20, 15, 20_000
TOO_DEEP = Fault(
    f"More than {MOST_DEEP} lists or sets of keys stand within each other.",
    "Look for brackets that are not closed, or for a * that stands for a part around it.",
)
TOO_MANY = Fault(
    f"The file has more than {MOST_PARTS:,} parts, with all that a * in it stands for.",
    "Write it without & and *, or make it smaller.",
)
# What YAML would read as a number, as true or false, or as a mark of its own, and people may not
# mean as one.
TWO_WAYS = re.compile(
    r"<<|=|[-+]?0[0-9_]+|[-+]?[0-9]+_[0-9_.]+|[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?|[-+]?0[xbo][0-9a-f_]+"
    r"|[-+]?\.(inf|nan)|[-+]?[0-9.]+e[-+]?[0-9]+|yes|no|on|off",
    re.I,
)


class _BeyondLimitsError(Exception):
    """A file whose parts have no end."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.what)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML with dates left as text; read by libyaml where that is there, for it is much faster."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Read(NamedTuple, Generic[Model]):
    """What a file says (None if there are problems), the line of each part, and the problems."""

    model: Model | None
    lines: dict[Keys, int]
    problems: list[Problem]


def read_yaml(text: str, file: str, shape: type[Model]) -> Read[Model]:
    """What does this file say, on which line does each part stand, and what is wrong with it?

    What was read is kept, for most files are as they were when the next is looked at. Read only.
    """
    return cast("Read[Model]", _read(text, file, shape))


@lru_cache(maxsize=1024)
def _read(text: str, file: str, shape: type[BaseModel]) -> Read[BaseModel]:
    lines: dict[Keys, int] = {}
    try:
        content, faults = _content(text, lines)
    except _BeyondLimitsError as error:
        faults, lines = [error.fault], {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        faults, lines = [_unreadable(error)], {}
    if faults:
        return Read(None, lines, [fault.at("yaml", Place(file)) for fault in faults])
    try:
        return Read(shape.model_validate(content, strict=False), lines, [])
    except ValidationError as errors:
        # Of a value that may be of two kinds, what is said of the first.
        told = [e for e in errors.errors() if "literal[" not in str(e["loc"])] or errors.errors()
        return Read(None, lines, [misfit(error, lines, file, shape) for error in told])


def _content(text: str, lines: dict[Keys, int]) -> tuple[Any, list[Fault]]:
    """What stands there, with the line of each part noted; or why it is not read."""
    if fault := _beyond_limits(text):
        return None, [fault]
    loader = _Loader(text)
    node = loader.get_single_node()
    faults = [EMPTY] if node is None else list(_walk(node, (), lines))
    return (None, faults) if faults else (loader.construct_document(node), [])


def _beyond_limits(text: str) -> Fault | None:
    """Lists within lists without end, and values marked as of another kind, found before anything
    is made of them."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEEP:
            return TOO_DEEP._replace(row=line)
        if getattr(event, "tag", None) is not None:
            return MARKED._replace(row=line)
    return None


def _walk(node: yaml.Node, place: Keys, lines: dict[Keys, int]) -> Iterator[Fault]:
    """Note the line of every key and item; tell keys given twice."""
    line = node.start_mark.line + 1
    lines.setdefault(place, line)
    if len(lines) > MOST_PARTS or len(place) > MOST_DEEP:
        told = TOO_DEEP if len(place) > MOST_DEEP else TOO_MANY
        raise _BeyondLimitsError(told._replace(row=line))
    if isinstance(node, yaml.MappingNode):
        yield from _walk_keys(node, place, lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _walk(item, (*place, index), lines)
    elif fault := _scalar_fault(node, str(place[-1]) if place else "The file"):
        yield fault._replace(row=line)


def _walk_keys(node: yaml.MappingNode, place: Keys, lines: dict[Keys, int]) -> Iterator[Fault]:
    for key, value in node.value:
        line = key.start_mark.line + 1
        inner = (*place, str(key.value))
        if not isinstance(key, yaml.ScalarNode) or not key.tag.endswith(":str"):
            shown = f'"{key.value}"' if isinstance(key, yaml.ScalarNode) else "a list"
            what = f"A key is a word, and here it is {shown}."
            yield Fault(what, "Put it in double quotes, or take it out.", line)
            continue
        if marks := hidden(key.value):
            what = f"A key holds an invisible character (U+{ord(min(marks)):04X})."
            yield Fault(what, "Type the key again.", line)
            continue
        if inner in lines:
            yield Fault(f'The key "{key.value}" is given twice.', "Keep one of them.", line)
        lines[inner] = line
        yield from _walk(value, inner, lines)


def _scalar_fault(node: yaml.Node, key: str) -> Fault | None:
    """A value that a person and YAML read in two ways, or that is too long for a number."""
    text = str(node.value)
    if marks := hidden(text):
        what = f'"{key}" holds an invisible character (U+{ord(min(marks)):04X}).'
        return Fault(what, "Take it out, or type the text again.")
    if getattr(node, "style", None):
        return None
    if re.fullmatch(r"[-+]?[0-9][0-9.]*", text) and sum(map(str.isdigit, text)) > MOST_DIGITS:
        what = f'"{key}" has {sum(map(str.isdigit, text))} digits.'
        return Fault(what, f"A number has at most {MOST_DIGITS}; put a text in double quotes.")
    if TWO_WAYS.fullmatch(text):
        what = f'"{key}" is {text}, which can be read in two ways.'
        remedy = "Put it in double quotes if it is text; else write digits only, or true or false."
        return Fault(what, remedy)
    return None


def _unreadable(error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or error)
    known = (fault for sign, fault in UNREADABLE.items() if sign in said)
    fault = next(known, UNREADABLE["otherwise"])
    return fault._replace(row=mark.line + 1 if mark else None)
