"""Parts of a YAML file that are not of the shape they should have: pydantic's errors in our words,
each at its line."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from generator.problems import Fault, Place, Problem, suggestion

# Where a part of the file stands: the keys and the numbers that lead to it.
Keys = tuple[str | int, ...]
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
    "string_too_short": Fault("is blank", "Fill it in, or take the key out."),
    "string_pattern_mismatch": Fault("is no id", "Use small letters, digits and hyphens only."),
    "less_than_equal": Fault("is too large", "It may be at most {limit}."),
    "greater_than_equal": Fault("is too small", "It may be at least {limit}."),
    "too_short": Fault("has nothing in it", "Give it at least one."),
}
# Keys that were known once, and where what they said stands now.
MOVED: dict[Keys, str] = {
    ("accepted",): "What was accepted stands in data/accepted.csv now, a line for each: "
    "rule,file,where,reason,by,date.",
}


def misfit(error: Any, lines: dict[Keys, int], file: str, shape: type[BaseModel]) -> Problem:
    """What is told of one of pydantic's errors, at its line."""
    keys = tuple(part for part in error["loc"] if part not in ("[key]", "bool", ""))
    rule = "known" if error["type"] in ("extra_forbidden", "literal_error") else "yaml"
    # What holds of several keys together is told at the one that a rule names.
    below = getattr(error.get("ctx", {}).get("error"), "keys", ())
    line = nearest_line(lines, (*keys, *below)) or lines.get(())
    return _fault(error, keys, shape).at(rule, Place(file, line))


def nearest_line(lines: dict[Keys, int], keys: Keys) -> int | None:
    """On which line does this part stand, or the nearest one around it that stands on any?"""
    around = (keys[:end] for end in range(len(keys), 0, -1))
    return next((lines[part] for part in around if part in lines), None)


def _fault(error: Any, keys: Keys, shape: type[BaseModel]) -> Fault:
    """What is told of one of pydantic's errors."""
    within = _within(keys[:-1])
    key = str(keys[-1]) if keys else ""
    kind, limits = error["type"], error.get("ctx", {})
    named = f'"{key}"{within}' if key else "The file"
    if keys and isinstance(keys[-1], int):
        named = f'Item {keys[-1] + 1} of "{keys[-2]}"{_within(keys[:-2])}'
    if error["input"] is None and kind in WANTED and key:
        return Fault(f"{named} is blank.", "Fill it in, or take the key out.")
    if kind == "string_type" and isinstance(error["input"], bool | int | float):
        what = f"{named} is {str(error['input']).lower()}, which is not text."
        return Fault(what, "Put it in double quotes.")
    if kind == "extra_forbidden":
        remedy = MOVED.get(keys, "") or suggestion(key, _fields(shape, keys[:-1]))
        return Fault(f'There is no key "{key}"{within}.', remedy)
    if kind == "missing":
        return Fault(f'The key "{key}"{within} is missing.', "Add it.")
    if kind in WANTED:
        return Fault(f"{named} is not {WANTED[kind]}.", f"Make it {WANTED[kind]}.")
    if kind == "literal_error":
        known = str(limits["expected"]).replace("'", '"').removeprefix('"", ')
        return Fault(f"{named} is {_shown(error['input'])}.", f"It should be {known}.")
    if kind in LIMITS:
        limit = limits.get("le", limits.get("ge", ""))
        return Fault(f"{named} {LIMITS[kind].what}.", LIMITS[kind].remedy.format(limit=limit))
    what, _, remedy = str(error["msg"]).removeprefix("Value error, ").partition(" >> ")
    told = f"{named}: {what}" if keys else what[:1].upper() + what[1:]
    return Fault(told, remedy or "Change it.")


def _within(keys: Keys) -> str:
    """Where a key stands, in words; blank for one of the file itself."""
    parts = (f"item {part + 1}" if isinstance(part, int) else part for part in keys)
    return f' in "{", ".join(parts)}"' if keys else ""


def _shown(value: object) -> str:
    """A value as people wrote it."""
    return f'"{value}"' if isinstance(value, str | int | float) else "a list or a set of keys"


def _fields(shape: type[BaseModel], place: Keys) -> list[str]:
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
