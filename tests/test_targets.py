"""Where a site may be published, and what is told of a place where it may not; full disks."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.problems import ProfileError
from generator.progress import silent
from generator.publishing import putting, targets
from generator.publishing.publication import PublishOrder, publish
from generator.storage.sitefolders import Marked
from tests.counties import copy_of_built, files_in


def run(project: Path, *words: str) -> Result:
    """What ``publish`` does, and says."""
    return CliRunner().invoke(main, ["publish", *words, "--project", str(project)])


@pytest.fixture(scope="module")
def project(small_county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small county, built. No test here changes it."""
    return copy_of_built(small_county, tmp_path_factory.mktemp("targets"), parts=("build", "site"))


MISNAMED = {
    "": "No place is named.",
    " ": "No place is named.",
    "/": "This is the root of the whole disk.",
    "~": "This is your home folder.",
    "~nobody-of-that-name/www": "Nobody of that name has a home folder here.",
    "www ": "begins or ends with a blank or a full stop",
    "www.": "begins or ends with a blank or a full stop",
    "folder /www": "begins or ends with a blank or a full stop",
    "C\\www": "A name holds a character that names of folders do not have.",
    "https://profiles.example/": "This is a place on another machine",
    "https:/profiles.example/": "This is a place on another machine",
    "user@host:/var/www": "This is a place on another machine",
    "C:/www": "This is a place on another machine",
    "//server/www": "This is a place on another machine",
    "host:www": "This is a place on another machine",
    "site.tar.gz": 'A site is not packed as ".gz".',
}


@pytest.mark.parametrize("said", MISNAMED)
def test_a_name_that_is_none_is_told_and_nothing_is_made(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run(project, "--to", said)
    assert told.exit_code == 1
    assert MISNAMED[said] in " ".join(told.output.split())
    assert not list(tmp_path.iterdir())


INSIDE = {
    ".": "This is the project itself.",
    "..": "This folder has the project in it.",
    "data": "lies in, data of the project.",
    "data/releases/2017-05": "lies in, data of the project.",
    "overrides/www": "lies in, overrides of the project.",
    "site": "This is, or lies in, site of the project, where builds put the full site.",
    "site-preview": "site-preview of the project, where builds put a draft of the site.",
    "site-only/site.zip": "site-only of the project, where builds put the pages of some areas",
    "site/www": "which holds the full site.",
    "data/site.zip": "lies in, data of the project.",
    "content/site.zip": "lies in, content of the project.",
    "build/site.zip": "lies in, build of the project.",
    "site/site.zip": "which holds the full site.",
    "mkdocs.yml": "This is a file, and a site needs a folder.",
    "mkdocs.yml/site.zip": "is a file, and a site needs a folder.",
}


@pytest.mark.parametrize("place", INSIDE)
def test_nothing_is_published_into_what_is_the_projects(project: Path, place: str) -> None:
    before = files_in(project)
    told = run(project, "--to", str(project / place))
    assert told.exit_code == 1
    assert INSIDE[place] in " ".join(told.output.split())
    assert files_in(project) == before


def test_what_is_no_file_is_not_packed_over(project: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "link.zip").symlink_to(tmp_path / "gone.zip")
    (tmp_path / "www").symlink_to(tmp_path / "not-connected")
    os.mkfifo(tmp_path / "pipe.zip")
    said = {
        "folder.zip": "This is a folder, and its name is that of a packed site.",
        "link.zip": "is a link that leads nowhere",
        "www": "is a link that leads nowhere",
        "pipe.zip": "This is no ordinary file but a pipe or a device.",
    }
    before = sorted(tmp_path.iterdir())
    for name, what in said.items():
        told = run(project, "--to", str(tmp_path / name))
        assert told.exit_code == 1
        assert what in " ".join(told.output.split())
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_is_missing_is_made(project: Path, tmp_path: Path) -> None:
    assert run(project, "--to", str(tmp_path / "a/b/site.zip")).exit_code == 0
    assert (tmp_path / "a/b/site.zip").is_file()


def test_a_folder_beside_the_projects_own_is_published_into(project: Path) -> None:
    """One lock is for both, and is not waited for twice."""
    told = run(project, "--to", str(project / "www"))
    assert told.exit_code == 0, told.output
    shutil.rmtree(project / "www")


@pytest.mark.parametrize("name", ["www", "www/inner", "www/site.zip"])
def test_a_folder_without_rights_is_told_before_anything_is_built(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "www").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path / "www")
    with pytest.raises(ProfileError, match=r"You may not write into .*www, so nothing can be"):
        targets.make_sure(project, tmp_path / name)
    assert not list((tmp_path / "www").iterdir())


def test_a_site_that_lost_its_list_is_told_with_what_helps(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "www"
    for _ in range(2):
        assert run(project, "--to", str(target)).exit_code == 0
    (target / ".crime-profiles.json").unlink()
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    before = files_in(target)
    for words in ((), ("--back",)):
        told = run(project, "--to", str(target), *words)
        assert told.exit_code == 1
        assert f"Publish beside it, --to {target}-new, and" in " ".join(told.output.split())
        assert files_in(target) == before
    assert run(project, "--to", f"{target}-new").exit_code == 0
    target.rename(tmp_path / "old")
    (tmp_path / "www-new").rename(target)
    for words in ((), ("--back",)):
        assert run(project, "--to", str(target), *words).exit_code == 0


def full(*_: object) -> None:
    """What a disk without room says."""
    raise OSError(errno.ENOSPC, "No space left on device")


def half(_: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a site, for which there is no room after the first."""
    yield "index.html", b"half"
    full()


@pytest.mark.parametrize("name", ["www", "site.zip"])
def test_a_full_disk_leaves_what_is_served_and_nothing_else(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    target = tmp_path / "to" / name
    publish(project, PublishOrder(target), silent)
    before = files_in(target.parent)
    monkeypatch.setattr(putting, "published_files", half)
    with pytest.raises(ProfileError, match=r"The disk is full: up to \d+ MB are needed"):
        publish(project, PublishOrder(target), silent)
    assert files_in(target.parent) == before


def test_a_copy_of_what_was_served_is_kept_whole_or_not_at_all(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "www"
    publish(project, PublishOrder(target), silent)
    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(ProfileError, match="The disk is full"):
        publish(project, PublishOrder(target), silent)
    assert {path.name for path in tmp_path.iterdir()} == {"www", putting.store_of(target).name}
    assert not list(putting.store_of(target).iterdir())


def test_the_one_before_does_not_come_back_to_a_full_disk(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "www"
    for _ in range(2):
        publish(project, PublishOrder(target), silent)
    before = files_in(tmp_path)
    monkeypatch.setattr(Marked, "write", full)
    with pytest.raises(ProfileError, match="What is served stays as it is"):
        putting.back(project, target, silent)
    monkeypatch.undo()
    assert files_in(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} == {"www", putting.store_of(target).name}
