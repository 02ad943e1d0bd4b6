"""The only file that knows MkDocs: hands it our pages, and puts the pictures in.

It is a plugin and not a ``hooks:`` file, because a plugin is found from any project folder.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config.base import Config
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from generator import drawings, frame, hooked, locking, marking, placing, preparing
from generator.addresses import relative
from generator.fitting import PLUGIN, has_own, unfit
from generator.folders import FOR_PEOPLE, PASSED_OVER
from generator.inputs import CODE, code_word, files_below, hash_of, look_of, read_inputs
from generator.keeping import word_for
from generator.ordinary import as_read
from generator.preparing import Prepared
from generator.problems import Problem, ProfileError, tell
from generator.progress import silent

# Material's own scripts and styles, which our templates do not load.
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
# Templates that were found sound, in a word for their content.
SOUND: set[str] = set()
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

    def __init__(self) -> None:
        self.given: Prepared | None = None
        self.alone = ExitStack()
        self.place: Path | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make ``build/`` fit the data, so that ``mkdocs build`` alone builds the same site."""
        self.project = Path(config.config_file_path).parent.absolute()
        try:
            self.prepared = self.given or self._prepared_alone(config)
        except ProfileError as error:
            self.alone.close()
            raise Abort("\n" + tell(error.problems)) from None
        if self.prepared.pages.parent.name == "only":
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
        """Of a build that was started by itself: the site takes its place, if all went well."""
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
        for name in self.prepared.files:
            files.append(self._file(config, name, self.prepared.pages / name))
        return files

    def _file(self, config: MkDocsConfig, name: str, path: Path) -> File:
        """A generated file as it is, or, for a chart on its own, with its picture in it."""
        if not name.startswith("embed/") or path.suffix != ".html":
            return File.generated(config, name, abs_src_path=str(path))
        html = drawings.put_in(path.read_text(encoding="utf-8"), self.prepared.drawings)
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
            html = scrolling(html)
        # MkDocs reads and turns each page in one go, so what was set aside is still this page's.
        html = marking.put_back(html, self.kept)
        return drawings.put_in(html, self.prepared.drawings)

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
        known["to"] = lambda there: relative(page.url.removeprefix("./"), there)
        known["publisher"] = self.prepared.publisher
        known["is_preview"] = self.prepared.is_preview
        return context


def make_site(project: Path, making: Path, made: Prepared) -> None:
    """Make the whole site in a folder. Raises OSError, and ProfileError with all that is wrong."""
    said: list[str] = []
    with _listening(said), hooked.telling(project):
        try:
            config = _settings(project, said)
            config.site_dir = str(making)
            plugin = config.plugins[PLUGIN]
            # Every project's settings were made sure to name the plugin.
            assert isinstance(plugin, ProfilesPlugin)
            plugin.given = made
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
        except (MkDocsException, TemplateError, UnicodeError) as error:
            raise ProfileError(frame.unfinished(said or [str(error)])) from error


@contextmanager
def _listening(said: list[str]) -> Iterator[None]:
    """Hear what MkDocs says of what is wrong, and keep it from the terminal."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    ear, log = Ear(logging.WARNING), logging.getLogger("mkdocs")
    before = log.propagate, list(log.handlers)
    log.propagate, log.handlers = False, [ear]
    try:
        yield
    finally:
        log.propagate, log.handlers = before


def _settings(project: Path, said: list[str]) -> MkDocsConfig:
    """The settings of a project as MkDocs reads them; what is wrong goes to ``said``."""
    # Material prints advice about MkDocs when it is loaded, and so in the midst of a build.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    path = project / frame.SETTINGS
    config = MkDocsConfig(config_file_path=str(path))
    with path.open("rb") as opened:
        config.load_file(opened)
    theme = config.get("theme")
    if isinstance(theme, dict) and isinstance(theme.get("custom_dir"), str):
        config["theme"] = theme | {"custom_dir": str(look_of(project))}
    # MkDocs would go on with a hook as it was when it was first read.
    Hooks._load_hook.cache_clear()
    with hooked.telling(project):
        for found in config.validate():
            said += [f"{key} >> {words}" for key, words in found]
    return config


def faults(project: Path) -> list[Problem]:
    """What is wrong with the settings and the templates of a project?"""
    said: list[str] = []
    try:
        text = (project / frame.SETTINGS).read_bytes().decode()
        if inherited := frame.line(text, "INHERIT"):
            what, remedy = "Settings are taken from another file.", "Write all of them into this."
            return [Problem("site", frame.SETTINGS, what, remedy, inherited)]
        with _listening(said):
            config = _settings(project, said)
    except ProfileError as error:
        return error.problems
    except Exception as error:
        # MkDocs takes settings of some wrong kinds until it uses them.
        return [frame.unreadable(error.__context__ or error)]
    told = [key_words.partition(" >> ") for key_words in said]
    problems = [frame.setting(text, key, words) for key, _, words in told if words]
    problems = problems or unfit(project, text, config)
    return problems or _template_faults(project, config)


def _template_faults(project: Path, config: MkDocsConfig) -> list[Problem]:
    """What is wrong with the program's templates and the project's own; looked at once while they
    stay as they are."""
    look = Path(os.path.normpath(config.theme.custom_dir)) if config.theme.custom_dir else None
    held = [f"{name} {hash_of(path)}" for name, path in files_below(look)] if look else []
    word = word_for(code_word(), hash_of(project / frame.SETTINGS), *held)
    if word in SOUND:
        return []
    from generator.pages.templates import templates

    found = [*frame.templates(CODE / "templates", "generator/templates", templates(), ".j2")]
    if look:
        found += frame.templates(look, _named(project, look), config.theme.get_env(), ".html")
        if not found and (unfilled := _unfilled(project, config, look)):
            found.append(unfilled)
    if not found:
        SOUND.add(word)
    return found


def _named(project: Path, look: Path) -> str:
    """The folder of the project's own frame, as people know it."""
    return os.path.relpath(look, project).replace(os.sep, "/")


def _unfilled(project: Path, config: MkDocsConfig, look: Path) -> Problem | None:
    """What goes wrong when the frame is put around a page, tried with pages of every kind?"""
    environment, none = config.theme.get_env(), Navigation([], [])
    publisher = dict.fromkeys(("publisher", "release", "email", "is_placeholder"), "")
    words = {"to": lambda there: there, "publisher": publisher, "is_preview": True}
    for kind in ("page", "home", "compare", "profile", "topic", "ward", "across", "404.html"):
        file = File(f"{kind}/index.md", None, config.site_dir, use_directory_urls=True)
        page = None if kind == "404.html" else MkDocsPage(None, file, config)
        if page:
            page.content, page.toc = '<figure class="chart"></figure>', TableOfContents([])
            page.meta = {"title": kind, "kind": kind, "crumbs": [["", "Home"]], "description": ""}
        try:
            context = cast(dict[str, object], get_context(none, Files([]), config, page))
            template = environment.get_template("main.html" if page else kind)
            template.render(context | (words if page else {}))
        except Exception as error:
            if has_own(project) and frame.is_met_elsewhere(error, look):
                return frame.unsettled(project)
            return frame.failed(error, look, _named(project, look)) or frame.unsettled(project)
    return None
