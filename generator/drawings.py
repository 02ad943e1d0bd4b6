"""The pictures of charts: drawn from their specifications once, kept by content, put into pages."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from html import escape, unescape
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from generator.progress import Progress, silent

VEGA_LITE = "6.4"
# How wide every drawing is at least: about as wide as a phone shows it.
WIDTH = 420
PLACEHOLDER = re.compile(
    r'<div class="drawing" data-drawing="([0-9a-f]+)" data-spec="([^"]*)" '
    r'data-name="([^"]*)" data-description="([^"]*)"></div>'
)


def draw_missing(specs: Mapping[str, str], folder: Path, progress: Progress = silent) -> int:
    """Draw what has no picture yet, and drop pictures that no page needs. How many were drawn?"""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.svg"):
        if path.stem not in specs:
            path.unlink()
    missing = {name: spec for name, spec in specs.items() if not (folder / f"{name}.svg").exists()}
    if missing:
        progress("Drawing the charts", 0, len(missing))
    for done, (name, svg) in enumerate(_drawn(missing), 1):
        half_done = folder / f"{name}.part"
        half_done.write_text(svg, encoding="utf-8")
        half_done.replace(folder / f"{name}.svg")
        progress("Drawing the charts", done, len(missing))
    return len(missing)


def _drawn(specs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    workers = min(cpu_count() or 1, 2)
    if len(specs) < 8 or workers < 2:
        yield from ((name, picture(spec)) for name, spec in specs.items())
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _not_interrupted) as pool:
        yield from zip(specs, pool.map(picture, specs.values(), chunksize=4), strict=True)


def _not_interrupted() -> None:
    """Ctrl+C is for the program that waits for the pictures; those who draw end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def picture(spec: str) -> str:
    """One picture as a bare SVG: no size of its own, nothing that a screen reader reads out."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
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
        lambda box: f'viewBox="0 0 {max(float(box[1]), WIDTH):g} ',
        svg,
        count=1,
    )


def put_in(html: str, folder: Path) -> str:
    """A page's HTML with the pictures in it, each with its name and description."""

    def picture_of(found: re.Match[str]) -> str:
        fingerprint, spec, name, description = found.groups()
        svg = (folder / f"{fingerprint}.svg").read_text(encoding="utf-8")
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
