"""Which settings of mkdocs.yml fit this program, and what is told of those that do not.

MkDocs allows each of them. Yet some keep pages back that others lead to, some change what was
checked, and some stop a build when most of it is done.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.checks.markdown import EXTENSIONS
from generator.problems import Fault, Place, Problem
from generator.publishing import frame
from generator.storage.inputs import MATTER, given

PLUGIN = "crime-profiles"
# Settings that make no sense here, and why.
REFUSED = {
    "nav": "Take it out: pages follow from the data, and overrides/main.html leads to them.",
    "not_in_nav": "Take it out: there is no nav.",
    "exclude_docs": "Take it out, and move what is not to be published out of content/.",
    "draft_docs": "Take it out, and move what is not to be published out of content/.",
    "extra_templates": "Take it out: nothing in content/ is filled in, for it is not code.",
    "edit_uri": "Take it out: most pages are made from data, and have no file to edit.",
    "edit_uri_template": "Take it out: most pages are made from data, and have no file to edit.",
}
# The pages beside the others that the theme and MkDocs fill in by themselves.
FILLED_IN = {"404.html", "sitemap.xml"}
# What is set about the theme in the mkdocs.yml that comes with the program.
PLAIN = {"name", "custom_dir", "language", "font"}
QUIET = 'Write "info" or "ignore": links are checked before anything is built.'


def unfit(project: Path, text: str, config: Any) -> list[Problem]:
    """Settings that MkDocs allows, and that this program's pages cannot do with.

    ``config`` is what MkDocs made of them, and ``text`` what stands in the file.
    """
    rules = (_refused, _named, _folders, _plugins, _extensions, _theme, _added, _validation)
    said = given(project)
    return [
        fault.at("site", Place(frame.SETTINGS, frame.line(text, key)))
        for rule in rules
        for key, fault in rule(project, said, config)
    ]


# A setting, and what is wrong with it.
Unfit = tuple[str, Fault]
Given = dict[str, Any]


def has_own(project: Path) -> bool:
    """Does the project set something about the theme that the mkdocs.yml of the program leaves?"""
    said = given(project)
    theme = said.get("theme")
    return "extra" in said or (isinstance(theme, dict) and not PLAIN.issuperset(theme))


def _fault(key: str, remedy: str) -> Unfit:
    return key, Fault(f'The setting "{key}" does not fit this program.', remedy)


def _refused(project: Path, said: Given, config: Any) -> Iterator[Unfit]:
    for key, remedy in REFUSED.items():
        if key in said:
            yield _fault(key, remedy)


def _named(project: Path, said: Given, config: Any) -> Iterator[Unfit]:
    if not config.site_name.strip():
        blank = 'The setting "site_name" is blank.'
        yield "site_name", Fault(blank, "Write what the site is called.")


def _folders(project: Path, said: Given, config: Any) -> Iterator[Unfit]:
    if os.path.realpath(config.docs_dir) != os.path.realpath(project / MATTER[1]):
        yield _fault("docs_dir", 'Write "content": the pages are read from there.')
    if not config.use_directory_urls:
        yield _fault("use_directory_urls", "Write true, or take it out.")


def _plugins(project: Path, said: Given, config: Any) -> Iterator[Unfit]:
    named = [name for name in config.plugins if name not in config.hooks]
    if PLUGIN not in named:
        yield _fault("plugins", f'List "{PLUGIN}" among the plugins.')
        return
    for name in named:
        if name != PLUGIN:
            what = f'The plugin "{name}" does not fit this program.'
            remedy = f'List "{PLUGIN}" once, and no other: pages are checked as they are without.'
            yield "plugins", Fault(what, remedy)


def _extensions(project: Path, said: Given, config: Any) -> Iterator[Unfit]:
    """What is checked is what Markdown becomes with these, and nothing set about them."""
    named = {name.removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    if named != set(EXTENSIONS) or any((config.mdx_configs or {}).values()):
        remedy = "List attr_list, tables and def_list, no others, and set nothing about them."
        yield _fault("markdown_extensions", remedy)


def _theme(project: Path, said: Given, config: Any) -> Iterator[Unfit]:
    if config.theme.name != "material":
        yield _fault("theme", 'Write "name: material" below it.')
        return
    look = config.theme.custom_dir
    if not look or not (Path(look) / "main.html").is_file():
        what = 'The setting "custom_dir" names no folder with a main.html.'
        remedy = 'Write "custom_dir: overrides" below theme, and put main.html there.'
        yield ("custom_dir" if look else "theme"), Fault(what, remedy)
    if "locale" in (said.get("theme") or {}):
        yield _fault("locale", 'Take it out: the language is that of "language".')
    if set(config.theme.static_templates) != FILLED_IN:
        remedy = "Take it out: only 404.html is filled in beside the pages."
        yield _fault("static_templates", remedy)


def _added(project: Path, said: Given, config: Any) -> Iterator[Unfit]:
    """Style sheets and scripts that every page asks for."""
    for key in ("extra_css", "extra_javascript"):
        for name in config[key]:
            place = str(getattr(name, "path", name))
            if not (Path(config.theme.custom_dir or project) / place).is_file():
                what = f'"{place}" in "{key}" is no file of overrides/.'
                remedy = "Put the file into overrides/assets/, and name it from assets/ on."
                yield key, Fault(what, remedy)


def _validation(project: Path, said: Given, config: Any) -> Iterator[Unfit]:
    """What MkDocs is told to find fault with, after all was checked."""
    levels = config.validation
    quiet = {
        "omitted_files": levels.nav.omitted_files,
        "absolute_links": levels.links.absolute_links,
        "unrecognized_links": levels.links.unrecognized_links,
        "anchors": levels.links.anchors,
    }
    for key, level in quiet.items():
        if level not in (logging.INFO, logging.DEBUG):
            yield _fault(key, QUIET)
