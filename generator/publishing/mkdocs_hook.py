"""Hands MkDocs our pages and puts the pictures in; what stood in the last site is taken from it.

It is a plugin and not a ``hooks:`` file, because a plugin is found from any project folder.
"""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack
from pathlib import Path
from typing import cast

from jinja2 import Template, TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from generator.pages import marking
from generator.problems import ProfileError, tell
from generator.progress import silent
from generator.publishing import frame, hooked, pictures, preparing, standing
from generator.publishing.earlier import as_it_was, put_in
from generator.publishing.fitting import PLUGIN
from generator.publishing.mkdocs_settings import are_alone, faults, settings
from generator.publishing.preparing import Prepared
from generator.publishing.standing import Last, Told, undated
from generator.reading.folders import FOR_PEOPLE, PASSED_OVER
from generator.reading.ordinary import as_read
from generator.reading.reader import Reader
from generator.reading.releases import KeptRelease, cited_as, releases_in
from generator.storage import locking, placing
from generator.storage.inputs import read_inputs
from generator.storage.sitefolders import published_as
from generator.terms.addresses import relative
from generator.terms.notices import is_on

# Material's own scripts and styles, which our templates do not load.
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")

NOTHING = Template("")


class KeptPage(MkDocsPage):
    """A page that stands as it stood in the last site: it is neither read nor written.

    Files lead to it and the list of pages names it; nothing else of it is shown on another page.
    """

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing of it, and a template that writes nothing."""
        self.markdown, self.meta = "", {"template": NOTHING}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing."""
        self.content = ""


class StandingFile(File):
    """A file that stands as it stood in the last site."""

    def copy_file(self, dirty: bool = False) -> None:
        """Not at all: it is there."""


class NoSettings(Config):  # type: ignore[no-untyped-call]
    """The plugin has nothing to set."""


class ProfilesPlugin(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Adds the generated pages to the site, in the order of MkDocs' own events."""

    def __init__(self) -> None:
        self.given: Prepared | None = None
        self.last: Last | None = None
        self.words: dict[str, str] = {}
        self.taken: set[str] = set()
        self.alone = ExitStack()
        self.place: Path | None = None
        self.releases: tuple[KeptRelease, ...] = ()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make ``build/`` fit the data, so that ``mkdocs build`` alone builds the same site."""
        self.project = Path(config.config_file_path).parent.absolute()
        try:
            self.prepared = self.given or self._prepared_alone(config)
        except ProfileError as error:
            self.alone.close()
            raise Abort("\n" + tell(error.problems)) from None
        # What knows the whole address of a page takes it from here.
        config.site_url = config.site_url or self.prepared.publisher.get("root") or None
        self.releases = releases_in(Reader(self.project))
        if self.prepared.pages.parent.name == "only":
            self.releases = ()
            # Links were checked, and may lead to a page that only the whole site has.
            config.validation.links.not_found = logging.DEBUG
        return config

    def _prepared_alone(self, config: MkDocsConfig) -> Prepared:
        """MkDocs was started by itself: what ``building`` does else is done here."""
        self.alone.enter_context(locking.held(self.project, silent))
        self.place = Path(os.path.realpath(config.site_dir))
        placing.make_sure(self.project, self.place, preparing.ALL.holds)
        inputs = read_inputs(self.project, preparing.ALL.word)
        found = faults(self.project)
        made = preparing.prepared(self.project, preparing.ALL, inputs, found, silent)
        config.site_dir = str(placing.begin(self.place, preparing.ALL.holds))
        return made

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The sites of earlier releases; and of a build that was started by itself: the site takes
        its place, if all went well."""
        undated(Path(config.site_dir))
        last = self.last.site_dir if self.last else self.place
        put_in(self.project, Path(config.site_dir), last, self.releases)
        if self.place is None:
            return
        making, place, self.place = Path(config.site_dir), self.place, None
        counters = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler)]
        if not any(counter.get_counts() for counter in counters):
            ours = placing.ours(self.project, place, making, self.prepared.files)
            placing.put(making, place, preparing.ALL.holds, ours)
        config.site_dir = str(place)
        self.alone.close()

    def on_build_error(self, *, error: Exception) -> None:
        """Let go of the project's lock."""
        self.alone.close()

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """The generated pages and the files beside them; a topic is a part of pages."""
        look = Path(config.theme.custom_dir or self.project / "overrides")
        own = {f"assets/{path.name}" for path in (look / "assets").glob("*")}
        for file in list(files):
            is_part = file.src_uri.startswith(("topics/", "areas/"))
            is_unused = file.src_uri.startswith(UNUSED) and file.src_uri not in own
            is_template = file.src_uri.startswith("templates/") and file.src_uri.endswith(".j2")
            name = Path(file.src_uri).name
            is_for_us = name == FOR_PEOPLE or PASSED_OVER.fullmatch(name)
            if is_part or is_unused or is_template or is_for_us:
                files.remove(file)
        self._take_over(config, files)
        for name in self.prepared.files:
            files.append(self._file(config, name, self.prepared.pages / name))
        return files

    def _take_over(self, config: MkDocsConfig, files: Files) -> None:
        """What stands as it stood in the last site, if there is one that is known."""
        if self.last is None:
            return
        made, names = self.prepared, [file.src_uri for file in files]
        are_pages = are_alone(config)
        self.words = standing.words(made, self.last.frame, names, are_pages=are_pages)
        wanted = standing.wanted(made, self.words, self.last)
        # MkDocs writes these, whatever else has their name.
        for name in [*(file.dest_uri for file in files), *config.theme.static_templates]:
            wanted.pop(name, None)
        self.taken = standing.taken_over(self.last.site_dir, Path(config.site_dir), wanted)

    def _file(self, config: MkDocsConfig, name: str, path: Path) -> File:
        """A generated file as it is, or, for a chart on its own, with its picture in it."""
        if published_as(name) in self.taken:
            file = StandingFile.generated(config, name, abs_src_path=str(path))
            if file.is_documentation_page():
                KeptPage(None, file, config)
            return file
        if not standing.is_chart(name):
            return File.generated(config, name, abs_src_path=str(path))
        html = pictures.put_in(path.read_text(encoding="utf-8"), self.prepared.drawings)
        return File.generated(config, name, content=html)

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Of a page that people wrote, only the front matter that was checked."""
        is_ours = page.file.src_uri in self.prepared.files
        return None if is_ours else as_read(page.file.content_string)

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
            html = marking.scrolling(html)
        # MkDocs reads and turns each page in one go, so what was set aside is still this page's.
        html = marking.folded(marking.put_back(html, self.kept))
        return pictures.put_in(html, self.prepared.drawings)

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
        known = cast(dict[str, object], context)
        here = page.url.removeprefix("./")
        known["to"] = lambda there: relative(here, there)
        said = self.prepared.publisher
        names = (here, *said.get("were", {}).get(here, ()))
        known["earlier"] = list(as_it_was(here, names, self.releases))
        known["publisher"] = said
        known["cited"] = cited_as(self.releases, said.get("release", ""), here)
        known["notices"] = [text for pages, text in said.get("notices", ()) if is_on(pages, here)]
        known["is_preview"] = self.prepared.is_preview
        return context


def make_site(project: Path, making: Path, made: Prepared, last: Last) -> Told:
    """Make the whole site in a folder, and tell what is to be remembered of its files.

    Raises OSError, and ProfileError with all that is wrong.
    """
    said: list[str] = []
    with frame.listening(said), hooked.telling(project):
        try:
            config = settings(project, said)
            config.site_dir = str(making)
            plugin = config.plugins[PLUGIN]
            # Every project's settings were made sure to name the plugin.
            assert isinstance(plugin, ProfilesPlugin)
            plugin.given, plugin.last = made, last
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
        except (MkDocsException, TemplateError, UnicodeError) as error:
            raise ProfileError(frame.unfinished(said or [str(error)])) from error
    return standing.remembered(plugin.words, making, last, plugin.taken)
