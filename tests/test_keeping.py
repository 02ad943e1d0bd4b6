"""What is kept between builds: read back as it was written, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.storage.keeping import keep, kept, word_for, write_whole

CONTENT = b"<svg>1</svg>\n\nmore"


@pytest.mark.parametrize("content", [CONTENT, b"", b"\n", b"\xff\x00"])
def test_what_was_kept_is_read_back(content: bytes, tmp_path: Path) -> None:
    keep(tmp_path / "new" / "one", content)
    assert kept(tmp_path / "new" / "one") == content
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["one"]


@given(place=st.integers(0, 10_000), byte=st.integers(0, 255), is_cut=st.booleans())
def test_a_damaged_file_is_none(
    place: int, byte: int, is_cut: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("kept") / "one"
    keep(path, CONTENT)
    whole = path.read_bytes()
    place %= len(whole)
    damaged = whole[:place] if is_cut else whole[:place] + bytes([byte]) + whole[place + 1 :]
    path.write_bytes(damaged)
    assert (kept(path) == CONTENT) == (damaged == whole)


def test_no_file_and_a_folder_in_its_place_are_none(tmp_path: Path) -> None:
    assert kept(tmp_path / "none") is None
    assert kept(tmp_path) is None


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    keep(tmp_path / "one", CONTENT)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "inner").touch()
    with pytest.raises(OSError, match="two"):
        write_whole(tmp_path / "two", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_the_word_depends_on_every_part() -> None:
    words = {word_for(), word_for(""), word_for("a"), word_for("a", libraries=("jinja2",))}
    assert len(words) == 4
