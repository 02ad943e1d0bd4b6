"""What one picture is drawn from: the template of its kind, and what that is filled with."""

from __future__ import annotations

import json
from typing import Any, NamedTuple


class Specification(NamedTuple):
    """A Vega-Lite specification in two parts: the ``template``, as JSON, that many pictures share,
    and a picture's own ``rows``, by the name that the template gives them, and ``size``.

    ``text`` is all of it, as it is published.
    """

    template: str
    rows: dict[str, Any]
    size: dict[str, float]
    text: str

    @property
    def unfilled(self) -> str:
        """The template as Vega-Lite can compile it: with no rows, and a size of one."""
        rows: dict[str, Any] = {"datasets": {name: [] for name in self.rows}} if self.rows else {}
        own = json.dumps(rows | dict.fromkeys(self.size, 1))
        return f"{own[:-1]},{self.template[1:]}" if rows or self.size else self.template

    @classmethod
    def of(cls, template: str, rows: dict[str, Any], size: dict[str, float]) -> Specification:
        """A template with what it is filled with. Raises ValueError for what is no number."""
        own = json.dumps({"datasets": rows, **size}, allow_nan=False, separators=(",", ":"))
        return cls(template, rows, size, f"{own[:-1]},{template[1:]}")

    @classmethod
    def parse(cls, text: str) -> Specification:
        """The parts of a whole specification."""
        whole = json.loads(text)
        rows = whole.pop("datasets", {})
        sides = ("width", "height")
        size = {side: whole.pop(side) for side in sides if isinstance(whole.get(side), int | float)}
        return cls(template_of(whole), rows, size, text)


def template_of(spec: dict[str, Any]) -> str:
    """A specification without rows and size, as one text."""
    return json.dumps(spec, sort_keys=True, separators=(",", ":"))
