"""One picture: a chart's specification drawn by vl-convert, within limits.

A picture follows from its specification, this file and ``cleaning``, vl-convert and Python, and
from nothing of the machine: its zone, its language, its fonts (on Linux) and its network have no
part in it.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from functools import lru_cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from generator.charts.specification import Specification
from generator.publishing import cleaning
from generator.publishing.cleaning import cleaned
from generator.storage.keeping import word_for

VEGA_LITE = "6.4"
WORKERS = 2
# The memory that one picture may take, which is also how much each of the workers gathers before
# it clears away what it needs no more. vl-convert can limit the time too, but then it looks at the
# clock so seldom that each picture waits for four times as long as it takes to be drawn.
MEGABYTES = 128
LIBRARY = "vl-convert-python"
# Read when it is imported, so that the word is that of the code that runs.
CODE = word_for(
    *(Path(file).read_bytes() for file in (__file__, cleaning.__file__)), libraries=(LIBRARY,)
)


class DrawingError(Exception):
    """Why a picture could not be drawn, in words."""


def picture(text: str) -> str:
    """One picture as a bare SVG: no size of its own, nothing that a screen reader reads out."""
    spec = Specification.parse(text)
    return filled(compiled(spec.unfilled), spec)


def filled(template: dict[str, Any], spec: Specification) -> str:
    """The picture that a compiled template makes of its rows. Raises DrawingError."""
    rows = spec.rows
    vega = template | spec.size
    vega["data"] = [
        {**source, "values": rows[source["name"]]} if source["name"] in rows else source
        for source in vega["data"]
    ]
    return cleaned(_asked(converter().vega_to_svg, json.dumps(vega)))


@lru_cache(maxsize=512)
def compiled(template: str) -> dict[str, Any]:
    """A template as Vega, which takes longer to write than most pictures take to draw."""
    vega: dict[str, Any] = _asked(
        converter().vegalite_to_vega, json.loads(template), vl_version=VEGA_LITE
    )
    return _plain(vega)


def _plain(vega: dict[str, Any]) -> dict[str, Any]:
    """A chart without what only a live one has, of which each part takes time in every picture: the
    words for each mark, and an axis of its own for the lines of a grid."""
    for mark in vega["marks"]:
        for one in (mark, *mark.get("marks", ())):
            for words in ("description", "ariaRoleDescription"):
                one["encode"]["update"].pop(words, None)
    axes = vega.get("axes", [])
    lines = [axis for axis in axes if axis["grid"]]
    if len(lines) == 1:  # of two, one would lie on the other's axis
        own = next(a for a in axes if a["scale"] == lines[0]["scale"] and not a["grid"])
        rest = [axis for axis in axes if axis not in (*lines, own)]
        vega["axes"] = [{**own, "grid": True}, *rest]
    return vega


def _asked(draw: Callable[..., Any], *what: Any, **how: Any) -> Any:
    """What vl-convert answers. Raises DrawingError at a limit, or where nothing can be drawn."""
    try:
        return draw(*what, **how)
    except (ValueError, OSError) as error:
        raise DrawingError(
            f"The picture of this chart could not be drawn: {_reason(str(error))}."
        ) from error


def _reason(said: str) -> str:
    if "heap limit" in said:
        return f"it took more than {MEGABYTES} MB of memory"
    return "its specification does not fit its figures"


def converter() -> ModuleType:
    """vl-convert within limits: no address may be opened, and nothing is printed.

    What it has to say goes to Python's log, as warnings of charts that are as they should be.
    """
    library = _with_own_fonts()
    logging.getLogger("vl_convert").setLevel(logging.CRITICAL)
    library.configure(
        num_workers=WORKERS,
        base_url=False,
        allowed_base_urls=[],
        max_v8_heap_size_mb=MEGABYTES,
    )
    return library


@lru_cache(maxsize=1)
def _with_own_fonts() -> ModuleType:
    """vl-convert with the Liberation Sans that it brings along, and no font of the machine.

    It measures text to place labels, and a machine's own Liberation Sans would come first. There
    is no setting for it; on Linux the list of the machine's fonts, which is read once, may name a
    folder without any. Elsewhere the machine's fonts are looked at, and Liberation Sans has the
    same widths in all its versions.
    """
    import vl_convert

    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory() as empty:
        listed = Path(empty) / "fonts.conf"
        listed.write_text(f"<fontconfig><dir>{escape(empty)}</dir></fontconfig>", encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(listed)
        try:
            vl_convert.set_font_directories([])
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before
    library: ModuleType = vl_convert
    return library
