"""Bad input, one kind a folder: what is told is exactly what people should read.

A folder of ``broken/`` holds the files that differ from ``county/``; ``REMOVE`` names those that
are gone, and ``problems.txt`` the messages, a line each.
``python -m tests.accept messages`` takes what is told now for what should be told; read it first.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.publishing import building
from generator.reading import holdings
from generator.reading.holdings import Holdings, open_holdings
from tests.counties import COUNTY, SAID, TESTS, county_alone, files_in, laid_over, laid_over_for_now

BROKEN = sorted(path.name for path in (TESTS / "broken").iterdir())
# Words of Python and its libraries, which nobody in a council should have to read.
PROGRAMMERS = (
    *("None", "NaN", "Error", "<class", "['", "Input should", "String should", "end of data"),
    *("mapping values", "token", "template", "Jinja", "unexpected '", "^["),
)
HATE_CRIME = "data/datasets/hate-crime/profile.csv"


def wanted(name: str) -> list[str]:
    """The messages that a folder's fault should bring."""
    text = (TESTS / "broken" / name / SAID).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county that each fault is put into, and taken out of."""
    return county_alone(tmp_path_factory.mktemp("standing") / "project")


@pytest.fixture
def _data_read_once(standing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in data/ as it does without a fault is not read again, nor judged again."""

    def opened(project: Path, *, with_datasets: bool = True) -> Holdings:
        is_known = project == standing and with_datasets and stands_in(project) == stands_in(COUNTY)
        return sound(project) if is_known else open_holdings(project, with_datasets=with_datasets)

    monkeypatch.setattr(holdings, "open_holdings", opened)


@cache
def sound(project: Path) -> Holdings:
    """What a county without a fault in its data holds."""
    return open_holdings(project)


def stands_in(project: Path) -> list[tuple[str, bytes | None]]:
    """All that stands below data/, what is no file of its own told apart."""
    below = sorted((project / "data").rglob("*"))
    return [(p.relative_to(project).as_posix(), content(p)) for p in below]


def content(path: Path) -> bytes | None:
    """The bytes of an ordinary file."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


@pytest.mark.usefixtures("_data_read_once")
@pytest.mark.parametrize("name", BROKEN)
def test_bad_input_is_told_in_these_words(name: str, standing: Path) -> None:
    with laid_over_for_now(TESTS / "broken" / name, standing):
        told = [str(problem) for problem in building.check_project(standing)]
    assert sorted(told) == sorted(wanted(name))


def test_each_fault_was_taken_out_again(standing: Path, tmp_path: Path) -> None:
    assert files_in(standing) == files_in(county_alone(tmp_path / "project"))


def test_the_county_itself_has_no_problem() -> None:
    assert building.check_project(COUNTY) == []


@pytest.mark.parametrize("name", BROKEN)
def test_every_message_reads_well(name: str) -> None:
    for line in wanted(name):
        place, _, said = line.partition(": ")
        assert place.startswith(("data/", "content/", "overrides/")), line
        sentences = re.split(r"(?<=[.?]) ", said)
        assert len(sentences) > 1, f"What is wrong, and what to do? {line}"
        for sentence in sentences:
            assert re.match(r'[A-Z]|"[^"]', sentence), line
            assert sentence.endswith((".", "?")), line
        assert not [word for word in PROGRAMMERS if word in said], line


def test_no_advice_makes_another_number_of_it() -> None:
    assert "35" not in " ".join(wanted("decimal-comma"))


def test_one_fault_is_told_once(tmp_path: Path) -> None:
    project = laid_over(TESTS / "broken" / "file-empty", tmp_path / "project")
    (project / "data/datasets/hate-crime/bad.csv").unlink()
    path = project / "data/datasets/hate-crime/dataset.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("label_style", "label_stile"))
    assert len(building.check_project(project)) == 1


def many_faults(tmp_path: Path) -> Path:
    """A project with faults of many kinds at once."""
    project = laid_over(TESTS / "broken" / "unknown-area", tmp_path / "project")
    for name in ("text-in-a-number", "topic-chart-kind", "contact-subject", "succession-code"):
        for file, data in files_in(TESTS / "broken" / name).items():
            if file != SAID:
                path = project / file
                path = path.with_stem(f"{path.stem}-2") if path.name == "bad.csv" else path
                path.write_bytes(data)
    return project


def test_many_problems_are_told_together(tmp_path: Path) -> None:
    project = many_faults(tmp_path)
    result = CliRunner().invoke(main, ["check", "--project", str(project)])
    assert result.exit_code == 1
    blocks = result.stdout.strip().split("\n\n")
    assert blocks[-1] == "5 problems. Nothing was written."
    files = [block.split(",")[0] for block in blocks[:-1]]
    assert files == sorted(files)
    assert len(files) == 5
    assert not (project / "build").exists()
    assert not (project / "site").exists()


def test_the_same_as_json(tmp_path: Path) -> None:
    project = many_faults(tmp_path)
    result = CliRunner().invoke(main, ["check", "--project", str(project), "--format", "json"])
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [list(item) for item in found] == [
        ["rule", "file", "row", "column", "what", "remedy", "is_doubt"]
    ] * 5
    first = next(item for item in found if item["column"] == "area")
    assert first["rule"] == "known"
    assert first["row"] == 2
    topic = next(item for item in found if item["file"].endswith(".md"))
    assert topic["column"] is None
    assert topic["row"] == 9
    told = [str(problem) for problem in building.check_project(project)]
    assert [item["what"] in line for item, line in zip(found, told, strict=True)] == [True] * 5


def test_without_problems_the_command_says_so() -> None:
    for form, said in (("text", "No problems found.\n"), ("json", "[]\n")):
        result = CliRunner().invoke(main, ["check", "--project", str(COUNTY), "--format", form])
        assert (result.exit_code, result.stdout) == (0, said)


def test_building_a_broken_project_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    project = many_faults(tmp_path)
    before = files_in(project)
    check, build = (
        CliRunner().invoke(main, [command, "--project", str(project)])
        for command in ("check", "build")
    )
    assert build.exit_code == 1
    assert build.stdout == check.stdout
    assert files_in(project) == before


def test_wrong_usage_is_another_status(tmp_path: Path) -> None:
    for words in (["check", "--project", str(tmp_path)], ["check", "--format", "xml"], ["paint"]):
        assert CliRunner().invoke(main, words).exit_code == 2


@pytest.mark.parametrize(
    "saved",
    [
        pytest.param(lambda text: "\ufeff" + text, id="byte-order mark"),
        pytest.param(lambda text: "\ufeff\ufeff" + text, id="two byte-order marks"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="line ends of an old Mac"),
        pytest.param(lambda text: text + "\n,,,,,,,\n\n", id="blank rows at the end"),
        pytest.param(lambda text: turned(text), id="rows in another order"),
        pytest.param(lambda text: "\ufeff" + turned(text).replace("\n", "\r\n"), id="all of it"),
        pytest.param(lambda text: text.rstrip("\n"), id="no line end at the end"),
        pytest.param(lambda text: text.replace(",45,", ", 45 ,"), id="spaces around a number"),
        pytest.param(lambda text: quoted(text), id="every cell in quotes"),
    ],
)
def test_what_spreadsheets_do_to_a_file_is_accepted(saved, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    project = county_alone(tmp_path / "project")
    text = (project / HATE_CRIME).read_text(encoding="utf-8")
    (project / HATE_CRIME).write_bytes(saved(text).encode())
    assert building.check_project(project) == []


def turned(text: str) -> str:
    """The rows below the header the other way round."""
    header, *rows = text.rstrip("\n").split("\n")
    return "\n".join([header, *rows[::-1]]) + "\n"


def quoted(text: str) -> str:
    """Every cell in double quotes."""
    rows = text.rstrip("\n").split("\n")
    return "".join(",".join(f'"{cell}"' for cell in row.split(",")) + "\n" for row in rows)
