"""A project's settings and templates as MkDocs reads them, and what is wrong with them."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import mkdocs
import yaml
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from generator import frame, reaching
from generator.inputs import CODE, MATTER, code_word, files_below, hash_of, look_of
from generator.keeping import word_for
from generator.problems import Problem

PLUGIN = "crime-profiles"
# What Python-Markdown brings along itself, which reads no other file.
OWN_EXTENSIONS = {
    *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code"),
    *("footnotes", "legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists"),
    *("smarty", "tables", "toc", "wikilinks"),
}
# What a hand-written page says that asks for a template of its own.
CHOICE = re.compile(r"template[\"']?\s*:")
ADDRESSES = "sitemap.xml"
# Templates that were found sound, in a word for their content.
SOUND: set[str] = set()


def settings(project: Path, said: list[str]) -> MkDocsConfig:
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
        with frame.listening(said):
            config = settings(project, said)
    except (OSError, ValueError, MkDocsException, yaml.YAMLError, RecursionError) as error:
        return [frame.unreadable(error.__context__ or error)]
    told = [key_words.partition(" >> ") for key_words in said]
    problems = [frame.setting(text, key, words) for key, _, words in told if words]
    problems = problems or [*_needed(project, text, config)]
    return problems or _template_faults(project, config)


def _needed(project: Path, text: str, config: MkDocsConfig) -> Iterator[Problem]:
    """Settings that MkDocs allows, and that this program's pages cannot do without."""
    wanted = {
        "plugins": (PLUGIN in config.plugins, f'List "{PLUGIN}" among the plugins.'),
        "docs_dir": (
            os.path.realpath(config.docs_dir) == os.path.realpath(project / MATTER[1]),
            'Write "content": the pages are read from there.',
        ),
        "use_directory_urls": (config.use_directory_urls, "Write true, or take it out."),
        "theme": (config.theme.name == "material", 'Write "name: material" below it.'),
        "extra_templates": (
            all((project / MATTER[1] / name).is_file() for name in config.extra_templates),
            "Name files that are in content/, or take it out.",
        ),
    }
    for key, (is_right, remedy) in wanted.items():
        if not is_right:
            what = f'The setting "{key}" does not fit this program.'
            yield Problem("site", frame.SETTINGS, what, remedy, frame.line(text, key))


def _template_faults(project: Path, config: MkDocsConfig) -> list[Problem]:
    """What is wrong with the program's templates and the project's own; looked at once while they
    stay as they are."""
    look = Path(os.path.normpath(config.theme.custom_dir)) if config.theme.custom_dir else None
    held = [f"{name} {hash_of(path)}" for name, path in files_below(look)] if look else []
    word = word_for(code_word(), *held)
    if word in SOUND:
        return []
    from generator.pages.templates import templates

    found = [*frame.templates(CODE / "templates", "generator/templates", templates(), ".j2")]
    if look:
        named = os.path.relpath(look, project).replace(os.sep, "/")
        found += frame.templates(look, named, config.theme.get_env(), ".html")
        if not found and (unfilled := _unfilled(config, look, named)):
            found.append(unfilled)
    if not found:
        SOUND.add(word)
    return found


def _unfilled(config: MkDocsConfig, look: Path, named: str) -> Problem | None:
    """What goes wrong when the frame is put around a page, tried with pages of every kind?"""
    environment, none = config.theme.get_env(), Navigation([], [])
    publisher = dict.fromkeys(("publisher", "release", "email", "is_placeholder"), "")
    words = {"to": lambda there: there, "publisher": publisher, "is_preview": True}
    for kind in ("page", "home", "compare", "profile", "topic", "ward", "across"):
        file = File(f"{kind}/index.md", None, config.site_dir, use_directory_urls=True)
        page = MkDocsPage(None, file, config)
        page.content, page.toc = '<figure class="chart"></figure>', TableOfContents([])
        page.meta = {"title": kind, "kind": kind, "crumbs": [["", "Home"]], "description": ""}
        context = cast(dict[str, object], get_context(none, Files([]), config, page)) | words
        if told := frame.filled(environment, "main.html", context, look, named):
            return told
    context = cast(dict[str, object], get_context(none, Files([]), config))
    own = sorted(name for name in config.theme.static_templates if (look / name).is_file())
    tried = (frame.filled(environment, name, context, look, named) for name in own)
    return next(filter(None, tried), None)


def are_alone(config: MkDocsConfig, written: Files) -> bool:
    """Can no page show anything of another, and does nothing unknown decide one?

    ``written`` are the files that are not generated.
    """
    return (
        list(config.plugins) == [PLUGIN]
        and OWN_EXTENSIONS.issuperset(config.markdown_extensions)
        and config.validation.links.anchors <= logging.INFO
        and not config.extra_templates
        and not any(CHOICE.search(f.content_string) for f in written.documentation_pages())
        and not _show_others(config)
    )


def _show_others(config: MkDocsConfig) -> bool:
    """Can one of the templates that pages and the files beside them are filled into?"""
    environment = config.theme.get_env()
    # MkDocs' own list of addresses goes through all pages, and takes no more than that of each.
    own_list = environment.get_template(ADDRESSES).filename or ""
    is_own = Path(own_list).is_relative_to(Path(mkdocs.__file__).parent)
    names = {"main.html", *config.theme.static_templates} - ({ADDRESSES} if is_own else set())
    return any(reaching.shows_others(environment, name) for name in sorted(names))
