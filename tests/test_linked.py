"""Links that people write: what the check lets through is built, and leads to a file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from generator.publishing import building
from tests.counties import copy_of_built

# A page that people write, a folder with one, pages of the site, and files beside them.
PLACES = ("methods", "more", "oldford", "oldford/hate-crime", "data", "data/figures.csv", "")
FILES = ("404.html", "sitemap.xml", "feed.atom", "assets/licences.txt", "assets/profile.css")
FORMS = ("{}", "{}/", "{}.md", "{}/index.md", "{}/README.md", "{}.html", "{}/index.html", "{}?a=1")
STARTS = ("", "./", "../", "/")


def spellings() -> Iterator[str]:
    """Every way to write a link to each of these places."""
    for place in (*PLACES, *FILES):
        for form in FORMS if place not in FILES else ("{}", "{}/"):
            for start in STARTS:
                if not (link := f"{start}{form.format(place)}").startswith("//"):
                    yield link
    yield from (".", "..", "./", "../", "#about", "", "?a", "%6dethods.md", "METHODS.md", "...")


def test_a_link_that_is_let_through_leads_to_a_file_of_the_site(
    small_county: Path, tmp_path: Path
) -> None:
    project = copy_of_built(small_county, tmp_path, parts=("build",))
    about = project / "content" / "about.md"
    (project / "content" / "more").mkdir()
    (project / "content" / "more" / "index.md").write_text("# More\n")
    asked = [f"[a]({link})" for link in spellings()]
    asked += [f'<a href="{link}">a</a>' for link in spellings()]
    about.write_text("# About\n\n" + "\n\n".join(asked) + "\n")
    told = {problem.what for problem in building.check_project(project)}
    kept = [line for line in asked if not any(f'"{_address(line)}"' in what for what in told)]
    assert 20 < len(kept) < len(asked) - 20
    about.write_text("# About\n\n" + "\n\n".join(kept) + "\n")
    assert building.check_project(project) == []
    building.build(project, project / "site")
    built = (project / "site" / "about" / "index.html").read_text(encoding="utf-8")
    article = built[built.index("<article") : built.index("</article>")]
    links = re.findall(r'<a href="([^"]*)">a</a>', article)
    assert len(links) == len(kept)
    assert [link for link in links if not _leads(project / "site", link)] == []


def test_a_part_of_the_site_may_have_links_to_the_rest(small_county: Path, tmp_path: Path) -> None:
    project = copy_of_built(small_county, tmp_path, parts=("build",))
    (project / "content" / "about.md").write_text("# About\n\n[a](farrow/index.md)\n")
    wanted = building.Wanted(only=("oldford",))
    building.build(project, project / "part", wanted)
    assert (project / "part" / "about" / "index.html").is_file()
    assert not (project / "part" / "farrow" / "index.html").exists()


def _address(line: str) -> str:
    found = re.search(r'\]\((.*)\)|href="(.*)"', line)
    assert found
    return found[1] or found[2] or ""


def _leads(site: Path, link: str) -> bool:
    """As a browser goes from /about/."""
    way = unquote(link.partition("#")[0].partition("?")[0])
    name = posixpath.normpath(posixpath.join("/about/", way)).lstrip("/")
    return (site / name).is_file() or (site / name / "index.html").is_file()
