"""The pictures of charts: drawn from their specifications once, kept by content, put into pages.

A picture follows from its specification, this file, vl-convert and Python, and from nothing of the
machine: its zone, its language, its fonts (on Linux) and its network have no part in it.
"""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from generator.charts import house
from generator.problems import Place, Problem, ProfileError
from generator.progress import Progress, silent
from generator.storage.keeping import keep, kept, word_for

VEGA_LITE = "6.4"
WORKERS = 2
# The memory that one picture may take, which is also how much each of the workers gathers before
# it clears away what it needs no more. vl-convert can limit the time too, but then it looks at the
# clock so seldom that each picture waits for four times as long as it takes to be drawn.
MEGABYTES = 128
# How many charts are told that could not be drawn, before the rest is left.
MOST_TOLD = 20
LIBRARY = "vl-convert-python"
# Read when it is imported, so that the word is that of the code that runs.
CODE = word_for(Path(__file__).read_bytes(), str(house.WIDTH), libraries=(LIBRARY,))
# A picture's file, also from before it had a word for the code, or left half-written.
PICTURE = re.compile(r"\.?([0-9a-f]{20})(?:-([0-9a-f]{32}))?\.svg(\.\d+\.part)?")
PLACEHOLDER = re.compile(
    r'<div class="drawing" data-drawing="([0-9a-f]+)" data-spec="([^"]*)" '
    r'data-name="([^"]*)" data-description="([^"]*)"></div>'
)


class _DrawingError(Exception):
    """Why a picture could not be drawn, in words."""


def draw_missing(
    specs: Mapping[str, str],
    folder: Path,
    progress: Progress = silent,
    places: Mapping[str, str] | None = None,
) -> int:
    """Draw what has no whole picture yet, and keep each as it is drawn. How many were drawn?

    ``places`` says where the chart of a fingerprint stands. Raises ProfileError with the charts
    that could not be drawn, and OSError where nothing can be written.
    """
    missing = {name: spec for name, spec in specs.items() if kept_picture(folder, name) is None}
    problems = []
    if missing:
        progress("Drawing the charts", 0, len(missing))
    for done, (name, drawn) in enumerate(_drawn(missing), start=1):
        if isinstance(drawn, _DrawingError):
            where = (places or {}).get(name, f"chart {name}")
            remedy = "Leave this chart out of its topic, and tell those who look after the program."
            problems.append(Problem("picture", Place(where), str(drawn), remedy))
            if len(problems) == MOST_TOLD:
                break
        else:
            keep(_path(folder, name), drawn.encode())
        progress("Drawing the charts", done, len(missing))
    if problems:
        raise ProfileError(problems)
    return len(missing)


def forget(folder: Path, needed: Collection[str]) -> int:
    """Remove the pictures that no page needs or that other code drew. How many were there?"""
    wanted = {_path(folder, fingerprint) for fingerprint in needed}
    there = [path for path in sorted(folder.glob("*")) if PICTURE.fullmatch(path.name)]
    unneeded = [path for path in there if path not in wanted]
    for path in unneeded:
        path.unlink()
    return len(unneeded)


def _path(folder: Path, fingerprint: str) -> Path:
    return folder / f"{fingerprint}-{CODE}.svg"


def kept_picture(folder: Path, fingerprint: str) -> str | None:
    """The picture of this chart, if there is a whole one."""
    found = kept(_path(folder, fingerprint))
    return None if found is None else found.decode()


def _drawn(specs: Mapping[str, str]) -> Iterator[tuple[str, str | _DrawingError]]:
    """Each picture, or why there is none, in order; each template is compiled once before."""
    if not specs:
        return
    _library()
    pool = ThreadPoolExecutor(WORKERS)
    try:
        list(pool.map(_tried(_compiled), dict.fromkeys(_parted(s)[0] for s in specs.values())))
        yield from zip(specs, pool.map(_tried(picture), specs.values()), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def _tried(make: Callable[[str], Any]) -> Callable[[str], Any]:
    def attempt(text: str) -> Any:
        try:
            return make(text)
        except _DrawingError as why:
            return why

    return attempt


def picture(spec: str) -> str:
    """One picture as a bare SVG: no size of its own, nothing that a screen reader reads out."""
    template, rows = _parted(spec)
    vega = dict(_compiled(template))
    vega["data"] = [
        {**source, "values": rows[source["name"]]} if source["name"] in rows else source
        for source in vega["data"]
    ]
    return cleaned(_asked(_library().vega_to_svg, json.dumps(vega)))


def _parted(spec: str) -> tuple[str, dict[str, Any]]:
    """A specification without its rows, and the rows by the name that it gives them."""
    whole = json.loads(spec)
    rows: dict[str, Any] = whole.get("datasets", {})
    whole.pop("usermeta", None)  # for the live chart
    if rows:
        whole["datasets"] = {name: [] for name in rows}
    return json.dumps(whole, sort_keys=True), rows


@lru_cache(maxsize=512)
def _compiled(template: str) -> dict[str, Any]:
    """A template as Vega, which takes longer to write than most pictures take to draw."""
    vega: dict[str, Any] = _asked(
        _library().vegalite_to_vega, json.loads(template), vl_version=VEGA_LITE
    )
    return vega


def _asked(draw: Callable[..., Any], *what: Any, **how: Any) -> Any:
    """What vl-convert answers. Raises _DrawingError at a limit, or where nothing can be drawn."""
    try:
        return draw(*what, **how)
    except (ValueError, OSError) as error:
        raise _DrawingError(
            f"The picture of this chart could not be drawn: {_reason(str(error))}."
        ) from error


def _reason(said: str) -> str:
    if "heap limit" in said:
        return f"it took more than {MEGABYTES} MB of memory"
    return "its specification does not fit its figures"


def _library() -> ModuleType:
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


def cleaned(svg: str) -> str:
    """A drawing of Vega without what pages do not need; no style and no class stays in it."""
    svg = re.sub(
        r" (aria-[a-z]+|role|style|pointer-events|stroke-miterlimit|class|version|xmlns:xlink)"
        r'="[^"]*"',
        "",
        svg,
    )
    svg = re.sub(
        r'<path d="M0,0h0v0h0Z"/>|<path d="" display="none"/>'
        r'|<path( fill="none")? d="M0,0h[\d.]+v[\d.]+h-[\d.]+Z"( fill="none")?/>',
        "",
        svg,
    )
    svg = re.sub(
        r' (opacity="1"|font-family="[^"]*"|font-size="13px"|font-weight="normal")', "", svg
    )
    svg = re.sub(r"<[^>]+>", lambda tag: re.sub(r"(\d+\.\d{2})\d+", r"\1", tag[0]), svg)
    svg = re.sub(r"<g></g>|<g transform=\"[^\"]*\"></g>", "", svg)
    svg = re.sub(r'^<svg ([^>]*?) ?width="[\d.]+" height="[\d.]+"', r"<svg \1", svg)
    # A narrow chart keeps the width of the others, so that its text is of their size.
    return re.sub(
        r'viewBox="0 0 ([\d.]+) ',
        lambda box: f'viewBox="0 0 {max(float(box[1]), house.WIDTH):g} ',
        svg,
        count=1,
    )


def put_in(html: str, folder: Path) -> str:
    """A page's HTML with the pictures in it, each with its name and description.

    Raises ProfileError where a picture is not there, or is not what was drawn.
    """

    def picture_of(found: re.Match[str]) -> str:
        fingerprint, spec, name, description = found.groups()
        svg = kept_picture(folder, fingerprint)
        if svg is None:
            what = "The picture of this chart is gone, or was changed after it was drawn."
            raise ProfileError([Problem("picture", Place(spec), what, "Build again.")])
        label = spec.removesuffix(".vl.json")
        names = f'role="img" aria-labelledby="{label}-name {label}-description"'
        words = (
            f'<title id="{label}-name">{escape(unescape(name))}</title>'
            f'<desc id="{label}-description">{escape(unescape(description))}</desc>'
        )
        svg = re.sub(r"^<svg ([^>]*)>", rf"<svg {names} \1>", svg, count=1)
        body = svg.index(">") + 1
        return f'<div class="drawing" data-spec="{spec}">{svg[:body]}{words}{svg[body:]}</div>'

    return PLACEHOLDER.sub(picture_of, html)


def bundle(folder: Path) -> bytes:
    """The Vega that the browser runs: the one that drew the pictures, kept between builds."""
    path = folder / f"vega-{word_for(libraries=(LIBRARY,))}.js"
    found = kept(path)
    if found is None:
        # In a process of its own, for what it prints cannot be turned off.
        code = (
            "import sys, vl_convert as v; sys.stdout.buffer.write(v.javascript_bundle().encode())"
        )
        command = [sys.executable, "-P", "-X", "utf8", "-c", code]
        found = subprocess.run(command, capture_output=True, check=True).stdout
        for old in folder.glob(f"vega-{'?' * 32}.js"):
            old.unlink()
        keep(path, found)
    return found
