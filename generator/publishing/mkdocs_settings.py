"""A project's settings and templates as MkDocs reads them, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import mkdocs
from mkdocs.commands.build import get_context
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from generator.problems import Place, Problem, ProfileError
from generator.publishing import assets, frame, hooked, reaching
from generator.publishing.fitting import PLUGIN, has_own, unfit
from generator.storage.inputs import files_below, hash_of, look_of
from generator.storage.keeping import word_for

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
    # MkDocs would go on with a hook as it was when it was first read.
    Hooks._load_hook.cache_clear()
    with hooked.telling(project):
        for found in config.validate():
            said += [f"{key} >> {words}" for key, words in found]
    return config


def faults(project: Path) -> list[Problem]:
    """What is wrong with the settings and the look of a project?"""
    said: list[str] = []
    try:
        text = (project / frame.SETTINGS).read_bytes().decode()
        if inherited := frame.line(text, "INHERIT"):
            what, remedy = "Settings are taken from another file.", "Write all of them into this."
            return [Problem("site", Place(frame.SETTINGS, inherited), what, remedy)]
        with frame.listening(said):
            config = settings(project, said)
    except ProfileError as error:
        return error.problems
    except Exception as error:
        # MkDocs takes settings of some wrong kinds until it uses them.
        return [frame.unreadable(error.__context__ or error)]
    told = [key_words.partition(" >> ") for key_words in said]
    problems = [frame.setting(text, key, words) for key, _, words in told if words]
    problems = problems or unfit(project, text, config)
    return problems or [*_template_faults(project, config), *_missing(project, config)]


def _template_faults(project: Path, config: MkDocsConfig) -> list[Problem]:
    """What is wrong with the templates of a project's own look; looked at once while they stay as
    they are."""
    if not config.theme.custom_dir:
        return []
    look = Path(os.path.normpath(config.theme.custom_dir))
    held = [f"{name} {hash_of(path)}" for name, path in files_below(look)]
    word = word_for(hash_of(project / frame.SETTINGS), *held)
    if word in SOUND:
        return []
    problems = [*frame.templates(look, _named(project, look), config.theme.get_env())]
    if not problems and (unfilled := _unfilled(project, config, look)):
        problems.append(unfilled)
    if not problems:
        SOUND.add(word)
    return problems


def _missing(project: Path, config: MkDocsConfig) -> Iterator[Problem]:
    """Files that the look or the pages ask for and that are not there; content/ may hold them."""
    look = Path(os.path.normpath(config.theme.custom_dir or project))
    return assets.missing(project, look, _named(project, look))


def _named(project: Path, look: Path) -> str:
    """The folder of the project's own frame, as people know it."""
    return os.path.relpath(look, project).replace(os.sep, "/")


def _unfilled(project: Path, config: MkDocsConfig, look: Path) -> Problem | None:
    """What goes wrong when the frame is put around a page, tried with pages of every kind?"""
    environment, none = config.theme.get_env(), Navigation([], [])
    publisher = dict.fromkeys(("publisher", "release", "email", "is_placeholder"), "")
    words = {"to": lambda there: there, "publisher": publisher, "is_preview": True}
    words |= {"earlier": [("../2026-11/", "November 2026")], "notices": ["A notice."]}
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


def are_alone(config: MkDocsConfig) -> bool:
    """Can no page show anything of another, and does no hook decide one?

    Other plugins, extensions and templates of single pages are refused before.
    """
    return list(config.plugins) == [PLUGIN] and not _show_others(config)


def _show_others(config: MkDocsConfig) -> bool:
    """Can one of the templates that pages and the files beside them are filled into?"""
    environment = config.theme.get_env()
    # MkDocs' own list of addresses goes through all pages, and takes no more than that of each.
    own_list = environment.get_template(ADDRESSES).filename or ""
    is_own = Path(own_list).is_relative_to(Path(mkdocs.__file__).parent)
    names = {"main.html", *config.theme.static_templates} - ({ADDRESSES} if is_own else set())
    return any(reaching.shows_others(environment, name) for name in sorted(names))
