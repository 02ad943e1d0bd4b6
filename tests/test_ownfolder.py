"""What has the name of ours and is not ours: the lock, the folder to build in, a shut folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import unexpected
from generator.problems import ProfileError
from generator.progress import silent
from generator.storage import locking, ownfolder, placing
from generator.storage.inputs import read_inputs
from generator.storage.keeping import keep, write_whole
from generator.storage.sitefolders import files_in
from tests.counties import files_in as contents
from tests.test_placing import NEW, OLD, made, old_site


def linked(path: Path) -> None:
    (path.parent / "precious.txt").write_text("precious", encoding="utf-8")
    path.symlink_to("precious.txt")


def hard_linked(path: Path) -> None:
    (path.parent / "precious.txt").write_text("", encoding="utf-8")
    path.hardlink_to(path.parent / "precious.txt")


def notes(path: Path) -> None:
    path.write_text("my own notes", encoding="utf-8")


@pytest.mark.parametrize("lay", [linked, hard_linked, notes, Path.mkdir])
def test_a_lock_that_is_not_ours_is_left_alone(lay: object, tmp_path: Path) -> None:
    assert callable(lay)
    lay(tmp_path / locking.NAME)
    before = contents(tmp_path)
    with pytest.raises(ProfileError, match="not ours"), locking.held(tmp_path, silent):
        pass
    assert contents(tmp_path) == before
    assert os.path.lexists(tmp_path / locking.NAME)


@pytest.mark.parametrize("left", ["", "process 12, since 09:41", "process 12, since 09:41\0\0"])
def test_a_lock_that_a_killed_build_left_holds_nobody_up(left: str, tmp_path: Path) -> None:
    (tmp_path / locking.NAME).write_text(left, encoding="utf-8")
    with locking.held(tmp_path, silent):
        pass


def test_a_build_folder_of_somebody_elses_is_refused(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "state").write_text("mine", encoding="utf-8")
    with pytest.raises(ProfileError, match="nothing in it says that we made it"):
        ownfolder.claim(tmp_path)
    assert contents(tmp_path) == {"build/state": b"mine"}


@pytest.mark.parametrize("there", ["file", "broken link"])
def test_what_is_no_folder_is_refused(there: str, tmp_path: Path) -> None:
    path = tmp_path / "build"
    path.write_text("x", encoding="utf-8") if there == "file" else path.symlink_to("nowhere")
    with pytest.raises(ProfileError, match="a folder of that name is needed"):
        ownfolder.claim(tmp_path)


def test_a_build_folder_of_ours_is_claimed(tmp_path: Path) -> None:
    for name, content in (("new", None), ("with state", b"{}"), ("empty", b"")):
        project = tmp_path / name
        project.mkdir()
        if content is not None:
            (project / "build").mkdir()
        if content:
            keep(project / "build" / "state", content)
        ownfolder.claim(project)
        ownfolder.claim(project)
        assert (project / "build" / ownfolder.TAG).read_bytes().startswith(b"Signature: 8a477f")


def test_a_folder_that_may_not_be_changed_stops_before_the_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = old_site(tmp_path / "site")
    before = contents(site)
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("gone"))
    monkeypatch.setattr(placing, "workplace", lambda place: place.with_name(".making"))
    with pytest.raises(ProfileError, match="You may not change this folder"):
        made(site)
    assert contents(site) == before
    assert not (tmp_path / ".making").exists()
    monkeypatch.undo()
    made(site)
    assert {name: data for name, data in contents(site).items() if name in NEW} == NEW
    assert not OLD.keys() - NEW.keys() & contents(site).keys()


def test_a_folder_that_may_not_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = old_site(tmp_path / "site")
    look = os.scandir

    def shut(path: str | Path) -> object:
        if str(path).rstrip("/").endswith("own"):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", shut)
    with pytest.raises(PermissionError):
        files_in(site)


def test_an_empty_folder_is_one_of_the_inputs(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").touch()
    before = read_inputs(tmp_path).pages
    (tmp_path / "data" / "a").mkdir()
    assert read_inputs(tmp_path).pages != before


def test_what_python_keeps_beside_the_code_is_none(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.py").touch()
    before = read_inputs(tmp_path).pages
    (tmp_path / "data" / "__pycache__").mkdir()
    assert read_inputs(tmp_path).pages == before


def test_of_two_paths_the_one_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.md").mkdir()
    with pytest.raises(OSError, match=r"page\.md") as caught:
        write_whole(tmp_path / "page.md", b"text")
    assert unexpected.refusal(caught.value)
    assert unexpected.path_of(caught.value) == str(tmp_path / "page.md")
