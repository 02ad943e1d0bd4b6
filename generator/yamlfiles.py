"""What a YAML file says, checked against its shape, with the line of everything that is wrong.

Dates stay text, a key given twice is refused, and pydantic's errors become Problems in our words.
"""

from __future__ import annotations

from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from generator.problems import Problem, suggestion

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]
WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "dict_type": "a set of keys with values",
    "model_type": "a set of keys with values",
    "list_type": "a list",
    "tuple_type": "a list",
}

LIMITS = {
    "string_too_short": ("is blank", "Fill it in, or take the key out."),
    "string_pattern_mismatch": ("is no id", "Use small letters, digits and hyphens only."),
    "less_than_equal": ("is too large", "It may be at most {limit}."),
    "greater_than_equal": ("is too small", "It may be at least {limit}."),
    "too_short": ("has nothing in it", "Give it at least one."),
}
# What YAML's own words mean to somebody who types.
UNREADABLE = {
    "mapping values": (
        "The line has a colon in its text.",
        "Put the text after the first colon in double quotes.",
    ),
    "cannot start any token": (
        "The line begins with a tab or with a special mark.",
        "Use spaces at the start of a line, and double quotes around a text with a mark.",
    ),
    "special characters": ("The file holds an invisible character.", "Type the line again."),
    "otherwise": (
        "The file cannot be read as YAML.",
        "Look at this line and the one above it: the spaces at its start, a missing colon, or a "
        "text that needs double quotes because it holds a colon or begins with a special mark.",
    ),
}


# Keys that were known once, and where what they said stands now.
MOVED: dict[Place, str] = {
    ("accepted",): "What was accepted stands in data/accepted.csv now, a line for each: "
    "rule,file,where,reason,by,date.",
}


class _Loader(yaml.SafeLoader):
    """YAML with dates left as text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(
    text: str, file: str, shape: type[Model]
) -> tuple[Model | None, dict[Place, int], list[Problem]]:
    """What does this file say, on which line does each part stand, and what is wrong with it?

    Returns the model (None if there are problems), the lines by place, and the problems.
    """
    lines: dict[Place, int] = {}
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            what, remedy = "The file is empty.", "Fill it in, or remove it."
            return None, {}, [Problem("yaml", file, what, remedy)]
        problems = _walk(node, (), lines, file)
        content = loader.construct_document(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, {}, [_unreadable(error, file)]
    try:
        model = shape.model_validate(content, strict=False)
    except ValidationError as errors:
        problems += [_problem(error, lines, file, shape) for error in errors.errors()]
        return None, lines, problems
    return (None if problems else model), lines, problems


def _walk(node: yaml.Node, place: Place, lines: dict[Place, int], file: str) -> list[Problem]:
    """Note the line of every key and item; tell keys given twice."""
    lines.setdefault(place, node.start_mark.line + 1)
    problems: list[Problem] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, str(key.value))
            if inner in lines:
                problems.append(
                    Problem(
                        "yaml",
                        file,
                        f'The key "{key.value}" is given twice.',
                        "Keep one of them.",
                        key.start_mark.line + 1,
                    )
                )
            lines[inner] = key.start_mark.line + 1
            problems += _walk(value, inner, lines, file)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            problems += _walk(value, (*place, index), lines, file)
    return problems


def _unreadable(error: Exception, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or error)
    what, remedy = next(
        (told for sign, told in UNREADABLE.items() if sign in said), UNREADABLE["otherwise"]
    )
    return Problem("yaml", file, what, remedy, mark.line + 1 if mark else None)


def _problem(error: Any, lines: dict[Place, int], file: str, shape: type[BaseModel]) -> Problem:
    place = tuple(part for part in error["loc"] if part != "[key]")
    line = next(
        (lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in lines), None
    )
    what, remedy, rule = _told(error, place, shape)
    return Problem(rule, file, what, remedy, line)


def _told(error: Any, place: Place, shape: type[BaseModel]) -> tuple[str, str, str]:
    """What is wrong, what to do, and the rule, for one of pydantic's errors."""
    inside = ", ".join(str(part) for part in place[:-1])
    within = f' in "{inside}"' if inside else ""
    key = str(place[-1]) if place else ""
    kind, limits = error["type"], error.get("ctx", {})
    named = f'"{key}"{within}' if key else "The file"
    if kind == "extra_forbidden":
        remedy = MOVED.get(place, "") or suggestion(key, _fields(shape, place[:-1]))
        return f'There is no key "{key}"{within}.', remedy, "known"
    if kind == "missing":
        return f'The key "{key}"{within} is missing.', "Add it.", "yaml"
    if kind in WANTED:
        return f"{named} is not {WANTED[kind]}.", f"Make it {WANTED[kind]}.", "yaml"
    if kind == "literal_error":
        known = str(limits["expected"]).replace("'", '"')
        return f"{named} is {_shown(error['input'])}.", f"It should be {known}.", "known"
    if kind in LIMITS:
        what, remedy = LIMITS[kind]
        limit = limits.get("le", limits.get("ge", ""))
        return f"{named} {what}.", remedy.format(limit=limit), "yaml"
    what, _, remedy = str(error["msg"]).removeprefix("Value error, ").partition(" >> ")
    told = f"{named}: {what}" if place else what[:1].upper() + what[1:]
    return told, remedy or "Change it.", "yaml"


def _shown(value: object) -> str:
    """A value as people wrote it."""
    return f'"{value}"' if isinstance(value, str | int | float) else "a list or a set of keys"


def _fields(shape: type[BaseModel], place: Place) -> list[str]:
    """Which keys may stand at this place of the shape?"""
    here: type[BaseModel] = shape
    for part in place:
        field = here.model_fields.get(str(part))
        inner = _model_in(field.annotation) if field else None
        here = inner or here
    return [field.alias or name for name, field in here.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _model_in(argument):
            return found
    return None
