"""The only file that knows MkDocs: hands it our pages, and puts the pictures in.

It is a plugin and not a ``hooks:`` file, because a plugin is found from any project folder.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import cast

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from generator import building, drawings, marking
from generator.addresses import relative
from generator.problems import ProfileError, tell

# Material's own scripts and styles, which our templates do not load.
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")


HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.S)


def scrolling(html: str) -> str:
    """Tables written in Markdown, each in a region that scrolls, named by the heading above it."""
    parts = html.split("<table>")
    for place in range(1, len(parts)):
        above = HEADING.findall("".join(parts[:place]))
        name = re.sub(r"<[^>]+>", "", above[-1]).strip() if above else "this page"
        number = f" {place}" if len(parts) > 2 else ""
        named = f'role="region" tabindex="0" aria-label="Table{number}: {name}"'
        parts[place] = f'<div class="table-scroll" {named}><table>{parts[place]}'
    return "".join(parts).replace("</table>", "</table></div>")


class NoSettings(Config):  # type: ignore[no-untyped-call]
    """The plugin has nothing to set."""


class ProfilesPlugin(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Adds the generated pages to the site, in the order of MkDocs' own events."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make ``build/`` fit the data, so that ``mkdocs build`` alone builds the same site."""
        self.project = Path(config.config_file_path).parent
        self.wanted = building.Wanted.of_word(os.environ.get(building.WANTED, ""))
        try:
            building.prepare(self.project, self.wanted)
        except ProfileError as error:
            raise Abort("\n" + tell(error.problems)) from None
        self.publisher = building.publisher(self.project)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """The generated pages and the files beside them; a topic is a part of pages."""
        own = {f"assets/{p.name}" for p in (self.project / "overrides" / "assets").glob("*")}
        for file in list(files):
            is_part = file.src_uri.startswith(("topics/", "areas/"))
            is_unused = file.src_uri.startswith(UNUSED) and file.src_uri not in own
            is_template = file.src_uri.startswith("templates/") and file.src_uri.endswith(".j2")
            if is_part or is_unused or is_template:
                files.remove(file)
        folder = self.project / "build" / "pages"
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                files.append(self._file(config, name, path))
        return files

    def _file(self, config: MkDocsConfig, name: str, path: Path) -> File:
        """A generated file as it is, or, for a chart on its own, with its picture in it."""
        if not name.startswith("embed/") or path.suffix != ".html":
            return File.generated(config, name, abs_src_path=str(path))
        html = drawings.put_in(path.read_text(encoding="utf-8"), self.drawings)
        return File.generated(config, name, content=html)

    @property
    def drawings(self) -> Path:
        """Where the pictures are kept."""
        return self.project / "build" / "drawings"

    def on_page_markdown(
        self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Of a generated page only what is written by hand needs to be read as Markdown."""
        self.kept: list[str] = []
        if "kind" not in page.meta:
            return markdown
        told, self.kept = marking.set_aside(markdown)
        return told

    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """The pictures, in the place that the Markdown keeps for them."""
        if "kind" not in page.meta:
            html = scrolling(html)
        # MkDocs reads and turns each page in one go, so what was set aside is still this page's.
        html = marking.put_back(html, self.kept)
        return drawings.put_in(html, self.drawings)

    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> TemplateContext:
        """What the theme needs of every page: its way home, and who publishes."""
        frame = cast(dict[str, object], context)
        frame["to"] = lambda there: relative(page.url.removeprefix("./"), there)
        frame["publisher"] = self.publisher
        frame["is_preview"] = self.wanted.is_preview
        return context
