"""Three releases of the small county, one after the other: ``years/`` holds what differs in each.

In the first the county is as it is; in the second a ward has another name, a figure is revised and
the site has other colours; in the third two districts have become one.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from generator.__main__ import main
from tests.counties import TESTS, county_in, lay, made_small
from tests.sites import made_once

YEARS = TESTS / "years"
FIRST, SECOND, THIRD = "2017-05", "2017-08", "2017-11"
COLOURS = 'colours: {accent: {light: "#5B2C83", dark: "#C9A6E8"}}\n'


def run(project: Path, *words: str) -> Result:
    """What the command line does, and says."""
    return CliRunner().invoke(main, [*words, "--project", str(project)])


def announced(project: Path, release: str) -> Path:
    """Lay over the project what differs in a release, and say that its figures are of it; the file
    that says what that is."""
    lay(YEARS / release, project)
    site = project / "data/site.yml"
    text = site.read_text(encoding="utf-8")
    site.write_text(re.sub(r"^release: .*$", f"release: {release}", text, flags=re.M), "utf-8")
    return project / "data/releases" / f"{release}.yml"


def made(project: Path, release: str) -> None:
    """Announce a release and make it."""
    announced(project, release)
    told = run(project, "release", release, "--debug")
    assert told.exit_code == 0, told.output


def after_the_first(folder: Path) -> Path:
    """The small county below this folder with its first release, built. Read only."""
    project = folder / "tests" / "county"

    def make() -> None:
        made(made_small(county_in(folder)), FIRST)
        assert run(project, "build").exit_code == 0

    made_once(folder, make)
    return project


def after_the_third(first: Path, folder: Path) -> Path:
    """A copy of it with two more releases, built; the feeds as they were when each was made are in
    ``feeds/``. Read only."""
    project = folder / "inner" / "tests" / "county"

    def make() -> None:
        copy_of(first, folder / "inner")
        kept(project, FIRST)
        look = folder / "inner/overrides/assets/profile.css"
        for release in (SECOND, THIRD):
            look.write_text(f"{look.read_text(encoding='utf-8')}/* {release} */\n", "utf-8")
            if release == SECOND:
                site = project / "data/site.yml"
                site.write_text(COLOURS + site.read_text(encoding="utf-8"), encoding="utf-8")
            made(project, release)
            kept(project, release)
        assert run(project, "build").exit_code == 0

    made_once(folder, make)
    return project


def kept(project: Path, release: str) -> None:
    """Keep the feeds as they are now."""
    site = project / "site"
    for path in site.rglob("feed.atom"):
        there = project / "feeds" / release / path.relative_to(site)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, there)


def copy_of(project: Path, folder: Path) -> Path:
    """A copy of a county with its look and all that was built, in this folder."""
    for part in ("overrides", "tests"):
        shutil.copytree(project.parents[1] / part, folder / part)
    return folder / "tests" / "county"


def frozen(project: Path, release: str = FIRST) -> dict[str, bytes]:
    """Every file of a release in the built site."""
    folder = project / "site" / release
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def page(site: Path, address: str) -> str:
    """What a page says."""
    return page_of(site, f"{address}index.html")


def page_of(site: Path, name: str) -> str:
    """The text of a file of the site."""
    return (site / name).read_text(encoding="utf-8")
