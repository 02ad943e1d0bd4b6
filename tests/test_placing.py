"""A site takes its place whole, at whatever instant it is stopped, and nobody's file is lost."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import ProfileError
from generator.publishing import standing
from generator.storage import placing
from generator.storage.sitefolders import MARKER, Marked, files_in, marked
from tests.counties import files_in as contents

OLD = {"index.html": b"old", "gone/index.html": b"old", "same.css": b"same", "deep/a/b.html": b"1"}
NEW = {"index.html": b"new", "same.css": b"same", "deep/a/b.html": b"2", "more/index.html": b"new"}
FOREIGN = {"mine.txt": b"mine", "deep/a/mine.html": b"mine", "own/folder/x": b"x"}
CHANGES = ("os.link", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime", "open")
WAYS = ("exchange", "two renames", "file by file", "inside")


def laid(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def old_site(folder: Path) -> Path:
    """A site of ours with files of somebody else's in it."""
    laid(folder, OLD | FOREIGN)
    (folder / "empty").mkdir()
    Marked("full", tuple(sorted(OLD))).write(folder)
    return folder


def made(site: Path) -> None:
    """Make the new site and let it take its place, as a build does."""
    making = placing.begin(site, "full")
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in NEW.items()}
    taken = standing.taken_over(site, making, hashes)
    laid(making, {name: data for name, data in NEW.items() if name not in taken})
    mark = marked(site)
    placing.put(making, site, "full", (mark and mark.files) or ())


def in_this_way(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that can do no better than this."""
    if way != "exchange":
        monkeypatch.setattr(placing, "exchange", lambda one, other: False)
    if way == "inside":
        monkeypatch.setattr(os.path, "ismount", lambda path: True)
    if way == "file by file":
        rename = Path.rename

        def refused(path: Path, target: Path) -> Path:
            if path.name == "site":
                raise PermissionError(13, "open elsewhere", str(path))
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", refused)


def own_files(site: Path) -> dict[str, bytes]:
    """What the site holds, but for the marker and for what is being made in it."""
    kept = files_in(site)
    return {name: data for name, data in contents(site).items() if name in kept}


@pytest.mark.parametrize("way", WAYS)
def test_the_new_site_stands_and_what_is_not_ours_stays(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_this_way(way, monkeypatch)
    site = old_site(tmp_path / "site")
    time = (site / "same.css").stat().st_mtime_ns
    made(site)
    assert own_files(site) == NEW | FOREIGN
    assert (site / "empty").is_dir()
    assert (site / "same.css").stat().st_mtime_ns == time
    assert marked(site) == Marked("full", tuple(sorted(NEW)))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert not (site / ".crime-profiles-making").exists()


def stopped(work: Callable[[], None], after: int) -> bool:
    """Do some work in another process that is killed at a change to the disk. Was it killed?"""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if event in CHANGES:
                count += 1
                if count > after:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be stopped like this here")
@pytest.mark.parametrize("way", WAYS)
def test_stopped_at_any_instant_one_of_the_two_sites_stands(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_this_way(way, monkeypatch)
    was_killed, instant = True, 0
    while was_killed:
        folder = tmp_path / str(instant)
        site = old_site(folder / "site")
        was_killed = stopped(lambda site=site: made(site), instant)  # type: ignore[misc]
        if way == "exchange":
            ours = {n: d for n, d in own_files(site).items() if n not in FOREIGN}
            assert ours in (OLD, NEW), instant
        stopped(lambda site=site: placing.settle(site), instant % 7)  # type: ignore[misc]
        placing.settle(site)
        assert own_files(site) in (OLD | FOREIGN, NEW | FOREIGN), instant
        made(site)
        assert own_files(site) == NEW | FOREIGN, instant
        assert [path.name for path in folder.iterdir()] == ["site"], instant
        shutil.rmtree(folder)
        instant += 1
    assert instant > 20


@pytest.mark.parametrize("name", ["more/index.html", "more", "index.html/mine"])
def test_a_file_of_somebody_elses_is_never_written_over(name: str, tmp_path: Path) -> None:
    site = laid(tmp_path / "site", {"mine": b"1"})
    laid(site, {name: b"mine"})
    Marked("full", ()).write(site)
    before = contents(site)
    with pytest.raises(ProfileError, match="is not ours"):
        made(site)
    assert contents(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_link_in_a_site_leads_to_no_loss(tmp_path: Path) -> None:
    site = old_site(tmp_path / "site")
    other = laid(tmp_path / "other", {"b.html": b"precious"})
    shutil.rmtree(site / "deep" / "a")
    (site / "deep" / "a").symlink_to(other)
    with pytest.raises(ProfileError, match="deep/a"):
        made(site)
    assert contents(other) == {"b.html": b"precious"}
    (site / "deep" / "a").unlink()
    (site / "link").symlink_to(other)
    made(site)
    assert (site / "link").is_symlink()
    assert contents(other) == {"b.html": b"precious"}


def test_a_folder_that_only_has_the_name_of_ours_stays(tmp_path: Path) -> None:
    site = old_site(tmp_path / "site")
    theirs = laid(tmp_path / ".site.crime-profiles-making", {"x": b"x"})
    with pytest.raises(ProfileError, match="not ours"):
        placing.settle(site)
    assert contents(theirs) == {"x": b"x"}


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"holds": "all", "files": []}',
        b'{"holds": "full", "files": [1]}',
        b'{"holds": "full", "files": ["../mine"]}',
        b'{"holds": "full", "files": ["/etc/passwd"]}',
        b'{"holds": "full", "files": ["a/../../mine"]}',
        b'{"holds": "full", "files": ["..\\\\mine"]}',
        b'{"holds": "full", "files": ["c:mine"]}',
        b"[" * 100_000,
    ],
)
def test_a_marker_that_is_none_is_told(text: bytes, tmp_path: Path) -> None:
    laid(tmp_path, {"site/a": b"a", "mine": b"m", f"site/{MARKER}": text})
    with pytest.raises(ProfileError, match=r"cannot be read|outside"):
        marked(tmp_path / "site")
