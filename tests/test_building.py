"""A build deletes nothing of anybody else's, and whatever happens to it, the next one is whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.problems import ProfileError
from generator.publishing import building, preparing
from generator.publishing.building import Wanted
from generator.publishing.built import summary
from generator.storage import keeping, records
from generator.storage.inputs import CODE, LIBRARIES
from generator.storage.sitefolders import MARKER
from tests.counties import COUNTY, copy_of_built, files_in
from tests.test_house_files import installed_dependencies

FIGURES = "data/datasets/hate-crime/profile.csv"
STYLES = "overrides/assets/profile.css"
# What is installed and takes no part in what a site holds: the command line, the web, the clock.
NO_PART = {"click", "colorama", "babel", "backrefs", "paginate", "requests", "urllib3", "idna"}
NO_PART |= {"certifi", "charset-normalizer", "ghp-import", "platformdirs", "watchdog", "six"}
NO_PART |= {"tzdata", "jsonschema-specifications", "rich", "markdown-it-py", "mdurl"}
# Only imports need these, and what they make is data.
NO_PART |= {"pyproj", "python-calamine", "shapely"}


@pytest.fixture
def project(small_county: Path, tmp_path: Path) -> Path:
    """A copy of the county, built."""
    return copy_of_built(small_county, tmp_path, parts=("build", "site"))


def run(*words: str | Path) -> subprocess.Popen[str]:
    """The command line, in a process of its own."""
    command = [sys.executable, "-m", "generator", *map(str, words)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def changed(project: Path) -> bytes:
    """Change one number. What stood in the file before?"""
    before = (project / FIGURES).read_bytes()
    (project / FIGURES).write_bytes(before.replace(b"all,45,,,", b"all,46,,,"))
    return before


def told(project: Path, site_dir: Path, wanted: Wanted = building.ALL) -> str:
    """What a build says that refuses."""
    with pytest.raises(ProfileError) as caught:
        building.build(project, site_dir, wanted)
    assert len(caught.value.problems) == 1
    return str(caught.value.problems[0])


def dangers(project: Path) -> Iterator[tuple[Path, str]]:
    """Folders that no site may go into."""
    yield project, "the project itself"
    yield project / "data" / "..", "the project itself"
    yield project.parent, "has the project in it"
    yield project / "..", "has the project in it"
    yield Path(project.anchor), "root of the whole disk"
    yield Path.home(), "home folder"
    for name in ("data", "content", "build", "data/areas", "data/new", "build/pages", "tests/x"):
        yield project / name, "is, or lies in"
    yield CODE / "charts", "is, or lies in"
    yield project / "mkdocs.yml", "a file"
    yield project / "mkdocs.yml" / "site", "is a file"
    links = project.parent / "links"
    links.mkdir()
    for name, target in (("a", project), ("b", project / "data"), ("c", project.parent)):
        (links / name).symlink_to(target)
        yield links / name, "project"
    yield links / "b" / "areas", "is, or lies in"
    theirs = project.parent / "theirs"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("Years of work.")
    yield theirs, "not empty"
    (theirs / MARKER).write_text("{")
    yield theirs, "cannot be read"
    (theirs / MARKER).write_text(json.dumps({"holds": "full", "files": ["../links/a"]}))
    yield theirs, "outside"


def test_dangerous_folders_are_refused(project: Path) -> None:
    (project / "tests").mkdir()
    for folder, why in dangers(project):
        before = files_in(project)
        assert why in told(project, folder), folder
        assert files_in(project) == before
    assert (project.parent / "theirs" / "thesis.txt").read_text() == "Years of work."


def test_inputs_reached_through_a_link_are_refused(project: Path) -> None:
    elsewhere = project.parent / "elsewhere"
    shutil.move(project / "data" / "datasets", elsewhere / "datasets")
    (project / "data" / "datasets").symlink_to(elsewhere / "datasets")
    for folder in (elsewhere, elsewhere / "datasets", elsewhere / "datasets" / "site"):
        before = files_in(elsewhere)
        assert told(project, folder)
        assert files_in(elsewhere) == before
    result = CliRunner().invoke(main, ["build", "--project", str(project)])
    assert result.exit_code == 2
    assert "is a link to another place" in result.stderr


def test_the_command_refuses_with_a_sentence(project: Path) -> None:
    result = CliRunner().invoke(main, ["build", "--project", str(project), "--site-dir", "/"])
    assert result.exit_code == 1
    assert result.stdout.startswith("/: This is the root of the whole disk. Name another folder")


def test_files_of_others_stay(project: Path) -> None:
    site = project / "site"
    mine = {
        "CNAME": b"a.example\n",
        "oldford/hate-crime/notes.txt": b"1",
        "private/x.html": b"\xff",
    }
    for name, data in mine.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(data)
    changed(project)
    building.build(project, site)
    assert {name: (site / name).read_bytes() for name in mine} == mine
    assert not building.build(project, site)
    path = project / "content" / "private.md"
    path.write_text("# Private\n")
    (site / "private" / "index.html").write_bytes(b"mine")
    before = files_in(site)
    assert "site/private/index.html: This file is not ours" in told(project, site)
    assert files_in(site) == before


def test_a_site_of_before_there_were_markers_is_adopted(project: Path) -> None:
    site = project / "site"
    wanted = files_in(site)
    (site / MARKER).unlink()
    (project / "build" / "state").unlink()
    assert "not empty" in told(project, site)
    (site / "mine.txt").write_bytes(b"mine")
    (site / "old-page").mkdir()
    (site / "old-page" / "index.html").write_bytes(b"old")
    (project / "build" / "pages" / "old-page").mkdir()
    (project / "build" / "pages" / "old-page" / "index.md").write_bytes(b"old")
    (project / "build" / "state.json").write_text(json.dumps({f"site {site}": "1", "pages": "2"}))
    building.build(project, site)
    assert files_in(site) == wanted | {"mine.txt": b"mine"}


def test_part_and_draft_have_folders_of_their_own(project: Path) -> None:
    before = files_in(project / "site"), files_in(project / "build" / "drawings")
    words = ["build", "--project", str(project)]
    for more, name in ((["--only", "oldford"], "site-only"), (["--preview"], "site-preview")):
        result = CliRunner().invoke(main, [*words, *more])
        assert result.exit_code == 0, result.stdout
        assert (project / name / "oldford" / "index.html").exists()
        wanted = Wanted(("oldford",) if name == "site-only" else (), name == "site-preview")
        assert "This folder holds the full site" in told(project, project / "site", wanted)
        assert "and the full site was asked for" in told(project, project / name)
    assert not (project / "site-only" / "northam" / "index.html").exists()
    assert (project / "site-preview" / "review" / "index.html").exists()
    kept = files_in(project / "build" / "drawings")
    assert (files_in(project / "site"), {n: kept[n] for n in before[1]}) == before


def damaged(path: Path, kind: str) -> None:
    """What may happen to a file that is kept."""
    data = path.read_bytes()
    if kind == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif kind == "emptied":
        path.write_bytes(b"")
    elif kind == "garbled":
        path.write_bytes(bytes(reversed(data)))
    elif kind == "edited":
        path.write_bytes(data.replace(b"a", b"b", 1))
    elif kind == "removed":
        path.unlink()
    else:
        path.unlink()
        (path / "inner").mkdir(parents=True)


KINDS = ("cut", "emptied", "garbled", "edited", "removed")


@pytest.mark.parametrize("state", ["whole", "edited", "removed"])
def test_a_damaged_cache_gives_the_same_site(state: str, small_county: Path, project: Path) -> None:
    """Where the state is whole, each damaged file is found by itself."""
    build, chance = project / "build", random.Random(state)
    shutil.rmtree(project / "site" / "oldford")
    pages = [path for path in sorted((build / "pages").rglob("*")) if path.is_file()]
    pictures = sorted((build / "drawings").iterdir())
    for files, count in ((pages, 3), (pictures, 1)):
        chosen = iter(chance.sample(files, count * len(KINDS)))
        for kind in KINDS * count:
            damaged(next(chosen), kind)
    if state != "whole":
        damaged(build / "state", state)
    building.build(project, project / "site")
    assert files_in(project / "site") == files_in(small_county / "site")


def test_folders_in_the_place_of_what_is_kept_are_told(small_county: Path, project: Path) -> None:
    build, chance = project / "build", random.Random(1)
    pages = [path for path in sorted((build / "pages").rglob("*")) if path.is_file()]
    pictures = sorted((build / "drawings").iterdir())
    # They are told one at a time, each by a build of its own.
    chosen = [*chance.sample(pages, 2), *chance.sample(pictures, 1)]
    for path in (*chosen, build / "state"):
        damaged(path, "a folder")
    for _ in (*chosen, "the state"):
        said = told_or_none(project)
        if said is None:
            break
        assert "There is a folder where a file should be." in said
        shutil.rmtree(project / said.partition(":")[0])
    building.build(project, project / "site")
    assert files_in(project / "site") == files_in(small_county / "site")


def told_or_none(project: Path) -> str | None:
    """What a build says that cannot go on, or None."""
    try:
        building.build(project, project / "site")
    except ProfileError as error:
        return str(error.problems[0])
    return None


@pytest.mark.parametrize("name", ["build", "build/pages", "build/drawings", "site"])
def test_a_file_in_the_place_of_a_folder_is_told(
    name: str, small_county: Path, tmp_path: Path
) -> None:
    project = copy_of_built(small_county, tmp_path, parts=("build", "site"))
    shutil.rmtree(project / name)
    (project / name).write_bytes(b"mine")
    said = told(project, project / "site")
    assert "file" in said.lower()
    assert (project / name).read_bytes() == b"mine"


def test_a_changed_stylesheet_is_copied_and_nothing_else_is_made(
    small_county: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build(project, project / "site")
    look = project.parent.parent / STYLES
    look.write_bytes(look.read_bytes() + b"p { margin: 0 }\n")
    with monkeypatch.context() as patch:
        patch.setattr(preparing, "prepared", None)
        assert building.build(project, project / "site")
    made = files_in(project / "site")
    assert made == files_in(small_county / "site") | {"assets/profile.css": look.read_bytes()}
    assert not building.build(project, project / "site")


def test_a_changed_frame_makes_no_page_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = project.parent.parent / "overrides" / "main.html"
    look.write_text(look.read_text().replace("Skip to content", "To the content"))
    monkeypatch.setattr(preparing, "_made", None)
    assert building.build(project, project / "site")
    assert "To the content" in (project / "site" / "index.html").read_text()


def test_a_stylesheet_inside_a_template_is_no_mere_copy(project: Path) -> None:
    look = project.parent.parent / "overrides"
    main = look / "main.html"
    text = '<style>{% include "assets/profile.css" %}</style><header'
    main.write_text(main.read_text().replace("<header", text, 1))
    building.build(project, project / "site")
    (look / "assets" / "profile.css").write_text("p { margin: 7em }\n")
    building.build(project, project / "site")
    assert "7em" in (project / "site" / "index.html").read_text()


def test_what_changes_during_a_build_is_seen(
    small_county: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, before = preparing._made, (project / FIGURES).read_bytes()
    changed(project)

    def meanwhile(*words: object) -> object:
        found = made(*words)  # type: ignore[arg-type]
        (project / FIGURES).write_bytes(before)
        return found

    monkeypatch.setattr(preparing, "_made", meanwhile)
    building.build(project, project / "site")
    assert files_in(project / "site") == files_in(small_county / "site")


def test_inputs_that_never_rest_are_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = iter("abcdefghijkl")
    monkeypatch.setattr(building, "_stands", lambda *_: False)
    monkeypatch.setattr(building, "_made", lambda *_: not next(words))
    assert "changed each time" in told(project, project / "site")


@pytest.mark.skipif(sys.platform == "win32", reason="no process is killed like this there")
@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_instant_then_reverted_it_is_a_cold_build(
    seed: int, small_county: Path, project: Path
) -> None:
    before = changed(project)
    process = run("build", "--project", project)
    time.sleep(random.Random(seed).uniform(0.3, 6))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    (project / FIGURES).write_bytes(before)
    site = files_in(project / "site")
    assert site.keys() == files_in(small_county / "site").keys()
    building.build(project, project / "site")
    assert files_in(project / "site") == files_in(small_county / "site")
    assert sorted(path.name for path in project.iterdir()) == sorted(
        path.name for path in small_county.iterdir()
    )


def test_two_builds_at_once_make_two_whole_sites(small_county: Path, project: Path) -> None:
    other = project.parent / "other"
    both = [
        run("build", "--project", project, "--site-dir", folder)
        for folder in (project / "site", other)
    ]
    for process in both:
        out, err = process.communicate(timeout=200)
        assert process.returncode == 0, out + err
    wanted = files_in(small_county / "site")
    assert files_in(project / "site") == wanted
    assert files_in(other) == wanted
    assert not list(project.glob(".crime*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte; where none can be made, a place that says it is full."""
    disk = tmp_path / "small"
    disk.mkdir()
    if shutil.which("mount") is None or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("no disk can be made here")
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be made here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told_and_the_old_site_stands(
    small_disk: Path, small_county: Path, project: Path
) -> None:
    site = small_disk / "site"
    site.mkdir()
    (site / MARKER).write_text(json.dumps({"holds": "full", "files": ["index.html"]}))
    (site / "index.html").write_bytes(b"old")
    before = files_in(site)
    assert "The disk is full." in told(project, site)
    assert files_in(site) == before
    assert "The disk is full." in told(project, site)
    assert building.build(project, project / "site")
    assert files_in(project / "site") == files_in(small_county / "site")


def test_a_disk_that_fills_while_pages_are_written_is_told(
    small_county: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, count = changed(project), iter(range(1000))

    def until_full(path: Path, data: bytes) -> None:
        if next(count) > 5:
            raise OSError(28, "No space left on device", str(path))
        keeping.write_whole(path, data)

    with monkeypatch.context() as patch:
        patch.setattr("generator.storage.writing.write_whole", until_full)
        assert "The disk is full. Free some space" in told(project, project / "site")
    assert files_in(project / "site") == files_in(small_county / "site")
    (project / FIGURES).write_bytes(before)
    building.build(project, project / "site")
    assert files_in(project / "site") == files_in(small_county / "site")


def test_the_word_for_the_inputs_covers_every_library_that_takes_part() -> None:
    needed = set(installed_dependencies("crime-profiles", "")) - NO_PART
    assert needed <= set(LIBRARIES), needed - set(LIBRARIES)


def test_nothing_heavy_is_loaded_when_nothing_changed(project: Path) -> None:
    building.build(project, project / "site")
    code = (
        "import sys; from pathlib import Path; from generator.publishing import building; "
        "p = Path(sys.argv[1]); assert not building.build(p, p / 'site'); "
        "print([m for m in ('pandas', 'mkdocs', 'altair') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(project)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_record_of_another_version_is_none(tmp_path: Path) -> None:
    keeping.keep(tmp_path / records.NAME, b'{"pages": "x"}')
    assert records.Record.read(tmp_path) == records.Record()
    keeping.keep(tmp_path / records.NAME, b"[1]")
    assert records.Record.read(tmp_path) == records.Record()


def test_the_county_itself_was_left_alone() -> None:
    assert not (COUNTY / "build").exists()


def test_what_was_built_is_told_without_what_was_frozen(tmp_path: Path) -> None:
    (tmp_path / "2026-11").mkdir()
    page = '<figure class="chart"><figure class="chart">'
    (tmp_path / "a.html").write_text(page)
    there = f"in 1.2 s. The site is in {tmp_path}"
    assert summary(tmp_path, 1.23) == f"Built 1 page with 2 charts {there}"
    (tmp_path / "2026-11/a.html").write_text(page)
    beside = "with 1 earlier release beside them,"
    assert summary(tmp_path, 1.23) == f"Built 1 page with 2 charts, {beside} {there}"
