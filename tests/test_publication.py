"""What is published: the old site or the new one, whole, at whatever instant it is stopped."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser

from generator.__main__ import main
from generator.problems import ProfileError
from generator.progress import silent
from generator.publishing import putting
from generator.publishing.putting import OWN as LIST
from generator.storage.sitefolders import Marked
from tests.counties import files_in, replaced
from tests.test_placing import laid, stopped
from tests.years import FIRST, SECOND, copy_of

STYLE = '<link href="assets/profile.css">'
OLD = {"index.html": STYLE.encode() + b"old", "assets/profile.css": b"old", "gone/index.html": b"x"}
NEW = {"index.html": STYLE.encode() + b"new", "assets/profile.css": b"new", "more/index.html": b"y"}
OWN = LIST.removeprefix("assets/")
NAMED = re.compile(r"assets/profile\.\w{10}\.css")


def site(folder: Path, files: dict[str, bytes]) -> Path:
    """A built site with these files."""
    laid(folder, files)
    Marked("full", tuple(sorted(files))).write(folder)
    return folder


def put(project: Path, files: dict[str, bytes], target: Path) -> list[str]:
    """Publish a site with these files."""
    shutil.rmtree(project / "site", ignore_errors=True)
    return putting.put(project, site(project / "site", files), target, silent)


def whole(target: Path) -> str:
    """Which of the two sites is served? A page and the style it names are of one."""
    page = (target / "index.html").read_text()
    style = NAMED.search(page)
    assert style
    said = (target / style[0]).read_text()
    assert page.endswith(said)
    other = {"old": "gone", "new": "more"}[said]
    assert (target / other / "index.html").is_file()
    return said


def test_pages_name_their_assets_by_their_bytes_and_the_last_ones_stay(tmp_path: Path) -> None:
    target = tmp_path / "www"
    put(tmp_path, OLD, target)
    assert whole(target) == "old"
    before = {path.name for path in (target / "assets").iterdir()}
    put(tmp_path, NEW, target)
    assert whole(target) == "new"
    assert before < {path.name for path in (target / "assets").iterdir()}
    for _ in range(3):
        put(tmp_path, NEW, target)
    assert [p.name for p in (target / "assets").iterdir() if p.name in before] == [OWN]


def test_the_last_three_are_kept_and_come_back(tmp_path: Path) -> None:
    target = tmp_path / "www"
    for files in (OLD, NEW, OLD, NEW, NEW):
        put(tmp_path, files, target)
    said = []
    for _ in range(3):
        putting.back(tmp_path, target, silent)
        said.append(whole(target))
    assert said == ["new", "old", "new"]
    with pytest.raises(ProfileError, match="No earlier publication is kept here"):
        putting.back(tmp_path, target, silent)


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    target = tmp_path / "www"
    put(tmp_path, OLD, target)
    laid(target, {".well-known/mine.txt": b"mine"})
    put(tmp_path, NEW, target)
    assert (target / ".well-known/mine.txt").read_bytes() == b"mine"
    laid(tmp_path / "other", {"index.html": b"somebody's"})
    with pytest.raises(ProfileError, match="nothing in it says that we made it"):
        put(tmp_path, NEW, tmp_path / "other")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be stopped like this here")
def test_stopped_at_any_instant_one_site_is_served_and_the_next_run_completes(
    tmp_path: Path,
) -> None:
    target, after = tmp_path / "www", 0
    put(tmp_path, OLD, target)
    site(tmp_path / "site", NEW)
    while stopped(lambda: print(putting.put(tmp_path, tmp_path / "site", target, silent)), after):
        assert whole(target) in ("old", "new")
        put(tmp_path, NEW, target)
        assert whole(target) == "new"
        put(tmp_path, OLD, target)
        shutil.rmtree(tmp_path / "site")
        site(tmp_path / "site", NEW)
        after += 1
    assert after > 15
    assert whole(target) == "new"


def run(project: Path, *words: str) -> Result:
    """What the command line does, and says."""
    return CliRunner().invoke(main, [*words, "--project", str(project)])


@pytest.fixture
def project(small_county: Path, tmp_path: Path) -> Path:
    """A copy of the small county."""
    root = small_county.parents[1]
    shutil.copytree(root, tmp_path / "copy")
    return tmp_path / "copy" / small_county.relative_to(root)


def test_a_site_is_published_as_a_folder_and_as_one_file(project: Path, tmp_path: Path) -> None:
    target, packed = tmp_path / "www", tmp_path / "site.zip"
    told = run(project, "publish", "--to", str(target))
    assert told.exit_code == 0, told.output
    assert run(project, "publish", "--to", str(packed)).exit_code == 0
    with zipfile.ZipFile(packed) as opened:
        assert set(opened.namelist()) == set(files_in(target)) - {".crime-profiles.json", LIST}
        assert all(opened.read(n) == (target / n).read_bytes() for n in opened.namelist())
    for name in ("index.html", "404.html", "compare/index.html", "oldford/index.html"):
        html = (target / name).read_text(encoding="utf-8")
        asked = re.findall(r'"[^" ]*?(assets/[^" ]+)"', html)
        assert asked
        assert all((target / one).is_file() for one in asked), name
        assert all(re.search(r"\.\w{10}\.\w+$", one) for one in asked), name


def test_placeholders_are_not_published(project: Path, tmp_path: Path) -> None:
    replaced(project / "data/site.yml", "release:", "is_placeholder: true\nrelease:")
    about = project / "content/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[publisher: a name]\n", "utf-8")
    told = run(project, "publish", "--to", str(tmp_path / "www"))
    assert told.exit_code == 1
    assert "content/about.md, line 9: A placeholder of the publisher" in told.output
    assert not (tmp_path / "www").exists()


def test_nothing_is_published_before_its_time(project: Path, tmp_path: Path) -> None:
    later = (datetime.now() + timedelta(days=1)).isoformat(timespec="minutes")
    for until, said in ((later, "may not be published before"), ("soon", "is no time")):
        told = run(project, "publish", "--to", str(tmp_path / "www"), "--not-before", until)
        assert told.exit_code == 1
        assert said in " ".join(told.output.split())
    assert not (tmp_path / "www").exists()
    words = ("publish", "--to", str(tmp_path / "www"), "--not-before", "2020-01-01T09:30")
    assert run(project, *words).exit_code == 0


def test_the_file_of_a_release_may_say_before_when_nothing_is_published(
    project: Path, tmp_path: Path
) -> None:
    later = (datetime.now() + timedelta(days=1)).isoformat(timespec="minutes")
    said = project / "data/releases" / "2017-05.yml"
    said.parent.mkdir(exist_ok=True)
    words = "title: a\ndate: '2017-05-20'\nsummary: b\nnext_release: c\nnot_before: "
    said.write_text(f"{words}{later}\n", encoding="utf-8")
    told = run(project, "publish", "--to", str(tmp_path / "www"))
    assert told.exit_code == 1
    assert "2017-05.yml, line 5: These figures may not be" in " ".join(told.output.split())
    assert run(project, "build", "--preview").exit_code == 0
    draft = (project / "site-preview/oldford/index.html").read_text(encoding="utf-8")
    assert "Not published, and not to be before " in draft
    said.write_text(f"{words}soon\n", encoding="utf-8")
    assert '"soon" is no time.' in run(project, "check").output


def test_problems_leave_what_is_served_as_it_is(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "www"
    assert run(project, "publish", "--to", str(target)).exit_code == 0
    before = files_in(target)
    replaced(project / "data/datasets/hate-crime/profile.csv", "X07000004", "X0700000Z")
    assert run(project, "publish", "--to", str(target)).exit_code == 1
    assert files_in(target) == before


@pytest.mark.parametrize("words", [("--back", "--not-before", "2020-01-01"), ("--back",)])
def test_back_without_a_publication_before(
    project: Path, tmp_path: Path, words: tuple[str]
) -> None:
    told = run(project, "publish", "--to", str(tmp_path / "www"), *words)
    assert told.exit_code == (2 if len(words) > 1 else 1)
    assert not list((tmp_path / "www").glob("*"))


def test_the_site_works_where_it_is_opened_from_a_folder(
    project: Path, tmp_path: Path, browser: Browser
) -> None:
    packed, folder = tmp_path / "site.zip", tmp_path / "opened"
    told = run(project, "publish", "--to", str(packed), "--offline")
    assert told.exit_code == 0, told.output
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(folder)
    for page in folder.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        led = [*re.findall(r'\shref="([^"#?:]+)["#?]', html), *re.findall(r"url=([^\"#]+)", html)]
        assert [one for one in led if not (page.parent / one).resolve().is_file()] == [], page
    page_seen, wrong = browser.new_page(), list[str]()
    page_seen.on("pageerror", lambda error: wrong.append(str(error)))
    page_seen.on("requestfailed", lambda request: wrong.append(request.url))
    page_seen.goto((folder / "index.html").as_uri())
    page_seen.fill("form.find input", "middlew")
    page_seen.locator(".found a", has_text="Middlewick").last.click()
    page_seen.wait_for_url("**/middlewick/index.html")
    page_seen.goto((folder / "topics/population/index.html").as_uri())
    page_seen.locator("figure.chart details", has=page_seen.locator("table")).first.click()
    assert page_seen.locator("figure.chart table").first.is_visible()
    page_seen.goto(f"{(folder / 'compare/index.html').as_uri()}?areas=oldford,middlewick")
    page_seen.locator("form.compare").wait_for()
    page_seen.close()
    assert wrong == []


def test_a_folder_is_not_published_offline(project: Path, tmp_path: Path) -> None:
    assert run(project, "publish", "--to", str(tmp_path / "www"), "--offline").exit_code == 2


def test_a_stopped_publication_is_kept_once(tmp_path: Path) -> None:
    target = tmp_path / "www"
    put(tmp_path, OLD, target)
    for _ in range(3):  # as one that was stopped before the exchange
        putting._keep(target)
    put(tmp_path, NEW, target)
    putting.back(tmp_path, target, silent)
    assert whole(target) == "old"
    with pytest.raises(ProfileError, match="No earlier publication"):
        putting.back(tmp_path, target, silent)


def test_a_file_of_somebody_else_is_not_written_over(project: Path, tmp_path: Path) -> None:
    packed = tmp_path / "site.zip"
    packed.write_bytes(b"mine")
    told = run(project, "publish", "--to", str(packed))
    assert told.exit_code == 1
    assert "nothing in it says that we made it" in " ".join(told.output.split())
    assert packed.read_bytes() == b"mine"


@pytest.mark.parametrize(
    "until", ["", "soon", "2020-01-01", "2020-01-01T09:30+99:00", "2999-01-01T00:00+09:00"]
)
def test_a_time_that_is_none_publishes_nothing(project: Path, tmp_path: Path, until: str) -> None:
    told = run(project, "publish", "--to", str(tmp_path / "www"), "--not-before", until)
    assert told.exit_code == 1
    assert not (tmp_path / "www").exists()


def test_a_site_without_an_address_is_built_and_published(project: Path, tmp_path: Path) -> None:
    site_file = project / "data/site.yml"
    text = site_file.read_text(encoding="utf-8")
    site_file.write_text(re.sub(r"^address:.*$", 'address: ""', text, flags=re.M), "utf-8")
    told = run(project, "publish", "--to", str(tmp_path / "www"))
    assert told.exit_code == 0, told.output
    assert b'rel="canonical"' not in (tmp_path / "www/oldford/index.html").read_bytes()


def test_a_release_that_is_served_does_not_vanish(released: Path, tmp_path: Path) -> None:
    project, target = copy_of(released, tmp_path / "copy"), tmp_path / "www"
    assert run(project, "publish", "--to", str(target)).exit_code == 0
    of_another = {f"{SECOND}/index.html": b"theirs", "2017-09/old/index.html": b"no release"}
    laid(target, of_another)
    Marked("published", tuple({*files_in(target)} - {".crime-profiles.json"})).write(target)
    before = files_in(target)
    told = run(project, "publish", "--to", str(target))
    said = " ".join(told.output.split())
    assert told.exit_code == 1
    assert "The release of August 2017 is served there, and this project does not hold it." in said
    assert f"Fetch data/releases/{SECOND} and data/releases/{SECOND}.yml, from the history" in said
    assert "1 problem." in said
    assert files_in(target) == before


def test_what_was_withdrawn_does_not_come_back(released: Path, tmp_path: Path) -> None:
    project, target = copy_of(released, tmp_path / "copy"), tmp_path / "www"
    page = target / FIRST / "oldford/hate-crime/index.html"
    assert run(project, "publish", "--to", str(target)).exit_code == 0
    words = ("--withdraw", "oldford/hate-crime/", "--why", "Somebody could be recognised")
    assert run(project, "release", FIRST, *words).exit_code == 0
    assert run(project, "publish", "--to", str(target)).exit_code == 0
    assert "Withdrawn" in page.read_text(encoding="utf-8")
    told = run(project, "publish", "--to", str(target), "--back")
    said = " ".join(told.output.split())
    assert told.exit_code == 1
    assert f'It holds "{FIRST}/oldford/hate-crime/", which was withdrawn from its release' in said
    assert f"remove the folder {putting.store_of(target)}." in said
    assert "Withdrawn" in page.read_text(encoding="utf-8")
    # The one that was published after it comes back.
    assert run(project, "publish", "--to", str(target)).exit_code == 0
    assert run(project, "publish", "--to", str(target), "--back").exit_code == 0
    assert "Withdrawn" in page.read_text(encoding="utf-8")
