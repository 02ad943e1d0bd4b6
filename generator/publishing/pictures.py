"""The pictures of charts: each drawn once, kept by content, and put into pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from html import escape, unescape
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.charts import house
from generator.charts.specification import Specification
from generator.problems import Place, Problem, ProfileError
from generator.progress import Progress, silent
from generator.publishing import vega
from generator.publishing.vega import DrawingError
from generator.storage.keeping import keep, kept

# How many charts are told that could not be drawn, before the rest is left.
MOST_TOLD = 20
# A picture's file, also from before it had a word for the code, or left half-written.
PICTURE = re.compile(r"\.?([0-9a-f]{20})(?:-([0-9a-f]{32}))?\.svg(\.\d+\.part)?")
PLACEHOLDER = re.compile(
    r'<div class="drawing" data-drawing="([0-9a-f]*)" data-phone="([0-9a-f]+)" '
    r'data-spec="([^"]*)" data-name="([^"]*)" data-description="([^"]*)"></div>'
)
# The two drawings of a chart, of which a style sheet shows the one that has the room.
WIDTHS = {frame.name: frame.width for frame in house.FRAMES}
VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ')


class Drawers:
    """They draw what a folder lacks while other work goes on: asked as pages are made.

    Nothing is written before ``finish``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool = ThreadPoolExecutor(vega.WORKERS)
        self.compiled: dict[str, Future[dict[str, Any]]] = {}
        self.drawn: dict[str, Future[str]] = {}
        self.seen: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None
    ) -> None:
        self.pool.shutdown(cancel_futures=True)

    def ask(self, specs: Mapping[str, Specification]) -> None:
        """Have these drawn, by fingerprint, where there is no whole picture yet."""
        for name, spec in specs.items():
            if name in self.seen:
                continue
            self.seen.add(name)
            if kept_picture(self.folder, name) is None:
                self._begin(name, spec)

    def _begin(self, name: str, spec: Specification) -> None:
        if not self.drawn:
            vega.converter()
        template = spec.unfilled
        if template not in self.compiled:
            self.compiled[template] = self.pool.submit(vega.compiled, template)
        # It waits for its template, which was begun before it: no two workers wait for each other.
        self.drawn[name] = self.pool.submit(_filled, self.compiled[template], spec)

    def finish(self, progress: Progress = silent, places: Mapping[str, str] | None = None) -> int:
        """Wait until all are drawn, and keep each as it is drawn. How many were there?

        ``places`` says where the chart of a fingerprint stands. Raises ProfileError with the charts
        that could not be drawn, and OSError where nothing can be written.
        """
        total = len(self.drawn)
        if total:
            progress("Drawing the charts", 0, total)
        problems = []
        for done, (name, drawn) in enumerate(self.drawn.items(), start=1):
            try:
                keep(_path(self.folder, name), drawn.result().encode())
            except DrawingError as why:
                problems.append(_undrawn((places or {}).get(name, f"chart {name}"), why))
                if len(problems) == MOST_TOLD:
                    break
            progress("Drawing the charts", done, total)
        if problems:
            raise ProfileError(problems)
        return total


def _filled(template: Future[dict[str, Any]], spec: Specification) -> str:
    return vega.filled(template.result(), spec)


def _undrawn(where: str, why: DrawingError) -> Problem:
    remedy = "Leave this chart out of its topic, and tell those who look after the program."
    return Problem("picture", Place(where), str(why), remedy)


def forget(folder: Path, needed: Collection[str]) -> int:
    """Remove the pictures that no page needs or that other code drew. How many were there?"""
    wanted = {_path(folder, fingerprint) for fingerprint in needed}
    there = [path for path in sorted(folder.glob("*")) if PICTURE.fullmatch(path.name)]
    unneeded = [path for path in there if path not in wanted]
    for path in unneeded:
        path.unlink()
    return len(unneeded)


def _path(folder: Path, fingerprint: str) -> Path:
    return folder / f"{fingerprint}-{vega.CODE}.svg"


def kept_picture(folder: Path, fingerprint: str) -> str | None:
    """The picture of this chart, if there is a whole one."""
    found = kept(_path(folder, fingerprint))
    return None if found is None else found.decode()


def put_in(html: str, folder: Path) -> str:
    """A page's HTML with the pictures in it, each with its name and description.

    Raises ProfileError where a picture is not there, or is not what was drawn.
    """

    def pictures_of(found: re.Match[str]) -> str:
        *names, spec, name, description = found.groups()
        both = "".join(
            _named(_picture(folder, drawn, spec), frame, spec, (name, description))
            for frame, drawn in zip(WIDTHS, names, strict=True)
            if drawn  # on a sheet there is one of the two
        )
        return f'<div class="drawing">{both}</div>'

    return PLACEHOLDER.sub(pictures_of, html)


def _picture(folder: Path, fingerprint: str, spec: str) -> str:
    svg = kept_picture(folder, fingerprint)
    if svg is None:
        what = "The picture of this chart is gone, or was changed after it was drawn."
        raise ProfileError([Problem("picture", Place(spec), what, "Build again.")])
    return svg


def _named(svg: str, frame: str, spec: str, words: tuple[str, str]) -> str:
    """A drawing with its frame, and the name and description that a screen reader says."""
    label = f"{spec.removesuffix('.vl.json')}-{frame}"
    # A narrow drawing keeps the width of the others, so that its text is of their size.
    svg = VIEW.sub(lambda box: f'viewBox="0 0 {max(float(box[1]), WIDTHS[frame]):g} ', svg, count=1)
    names = f'class="{frame}" role="img" aria-labelledby="{label}-name {label}-description"'
    name, description = (escape(unescape(told)) for told in words)
    title = f'<title id="{label}-name">{name}</title>'
    title += f'<desc id="{label}-description">{description}</desc>'
    svg = re.sub(r"^<svg ([^>]*)>", rf"<svg {names} \1>", svg, count=1)
    body = svg.index(">") + 1
    return f"{svg[:body]}{title}{svg[body:]}"
