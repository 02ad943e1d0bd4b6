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
KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "map": "a set of keys with values",
    "seq": "a list",
}
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
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return (
                None,
                {},
                [Problem("yaml", file, "The file is empty.", "Fill it in, or remove it.")],
            )
        lines: dict[Place, int] = {}
        problems = _walk(node, (), lines, file)
        content = loader.construct_document(node)
    except yaml.YAMLError as error:
        return None, {}, [_unreadable(error, file)]
    finally:
        loader.dispose()
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


def _unreadable(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    why = str(getattr(error, "problem", None) or "it cannot be read").rstrip(".")
    remedy = (
        "Look at this line and the one above it: the spaces at its start, a missing colon, or a text "
        "that needs double quotes because it holds a colon or begins with a special mark."
    )
    return Problem(
        "yaml", file, f"The file is not YAML ({why}).", remedy, mark.line + 1 if mark else None
    )


def _problem(error: Any, lines: dict[Place, int], file: str, shape: type[BaseModel]) -> Problem:
    place = tuple(part for part in error["loc"] if part != "[key]")
    line = next(
        (lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in lines), None
    )
    inside = ", ".join(str(part) for part in place[:-1])
    within = f' in "{inside}"' if inside else ""
    key = place[-1] if place else ""
    kind = error["type"]
    if kind == "extra_forbidden":
        remedy = suggestion(str(key), _fields(shape, place[:-1]))
        return Problem("known", file, f'There is no key "{key}"{within}.', remedy, line)
    if kind == "missing":
        return Problem("yaml", file, f'The key "{key}"{within} is missing.', "Add it.", line)
    if kind in WANTED:
        what = f'"{key}"{within} is {error["input"]!r}, and should be {WANTED[kind]}.'
        return Problem("yaml", file, what, "Change it.", line)
    if kind == "literal_error":
        what = f'"{key}"{within} is {error["input"]!r}.'
        return Problem("known", file, what, f"It should be {error['ctx']['expected']}.", line)
    message = str(error["msg"]).removeprefix("Value error, ")
    what, _, remedy = message.partition(" >> ")
    return Problem("yaml", file, f'"{key}"{within}: {what}', remedy or "Change it.", line)


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
