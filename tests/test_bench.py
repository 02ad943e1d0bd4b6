"""The benchmarks have something to measure: an invented county of any size."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from generator.__main__ import main
from tests.bench.__main__ import editable
from tests.bench.counties import Size, counts, make


def test_a_made_county_is_in_order(tmp_path: Path) -> None:
    project = make(tmp_path / "many", Size(wards=24, months=24, categories=4))
    done = CliRunner().invoke(main, ["check", "--project", str(project)])
    assert (done.exit_code, done.output) == (0, "No problems found.\n")


def test_the_same_size_is_the_same_county() -> None:
    size = Size(wards=3, months=12, categories=3)
    assert list(counts(size)) == list(counts(size))
    # Three wards and their district, twelve months and their year, two types and their total.
    assert len(list(counts(size))) == 4 * 13 * 3


def test_a_number_is_changed_in_rows_and_never_in_claims(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "datasets" / "hate-crime"
    folder.mkdir(parents=True)
    (folder / "dataset.yml").write_text("transcribed: true\n", encoding="utf-8")
    (folder / "profile.csv").write_text("value\n1\n", encoding="utf-8")
    (folder / "claims.csv").write_text("printed\n" + "1\n" * 99, encoding="utf-8")
    assert editable(tmp_path) == folder / "profile.csv"
