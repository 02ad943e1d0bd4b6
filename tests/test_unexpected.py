"""Whatever goes wrong is told in one sentence: what the machine refuses, and faults of our own."""

from __future__ import annotations

import errno
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import unexpected
from generator.__main__ import main
from tests.counties import county_in
from tests.sites import ROOT

AGAIN = "and run the command again."
HERE = str(ROOT / "generator" / "templates" / "gone.j2")
# An error of the system as Python raises it, and all that is said of it.
TOLD = [
    (
        OSError(errno.ENOSPC, "", "/s/a.html"),
        f"/s/a.html: the disk is full. Free some space {AGAIN}",
    ),
    (OSError(errno.ENOSPC, ""), f"The disk is full. Free some space {AGAIN}"),
    (
        OSError(errno.EDQUOT, "", "/s"),
        f"/s: your share of the disk is full. Free some space {AGAIN}",
    ),
    (
        OSError(errno.EROFS, "", "/s"),
        "/s: this disk is read-only, so nothing can be written here. Copy the project to a place "
        "where you may write.",
    ),
    (
        OSError(errno.EACCES, "", b"/s/a.csv"),
        "/s/a.csv: you may not open or change this, or another program holds it open. Close it "
        "elsewhere, or ask whoever looks after this computer for the right.",
    ),
    (
        OSError(errno.ENOTDIR, "", "/s/a"),
        f"/s/a: there is a file where a folder should be. Move the file away {AGAIN}",
    ),
    (
        FileExistsError(errno.EEXIST, "", __file__),
        f"{__file__}: there is a file where a folder should be. Move the file away {AGAIN}",
    ),
    (
        OSError(errno.EISDIR, "", Path("/s/a")),
        f"/s/a: there is a folder where a file should be. Move the folder away {AGAIN}",
    ),
    (
        OSError(errno.ENFILE, ""),
        "Too many files are open at once. Close other programs, or raise the limit (ulimit -n "
        f"4096), {AGAIN}",
    ),
    (
        OSError(errno.ENAMETOOLONG, "", "/s"),
        "/s: the name is too long for this disk. Shorten it, or move the project to a folder with "
        "a shorter path.",
    ),
    (
        OSError(errno.EFBIG, "", "/s/a"),
        "/s/a: the file grew larger than this system allows. Raise the limit (ulimit -f "
        "unlimited), or use another disk.",
    ),
    (
        OSError(errno.ESTALE, "", "/s"),
        f"/s: the drive does not answer. See whether the network drive is connected {AGAIN}",
    ),
    (
        FileNotFoundError(errno.ENOENT, "", HERE),
        f"{HERE}: this part of the program is missing. Install the program again.",
    ),
    (MemoryError(), f"There is not enough memory. Close other programs {AGAIN}"),
    (
        ModuleNotFoundError("No module named 'pandas'", name="pandas"),
        "pandas: this library is missing or damaged. Install the program again, as README says.",
    ),
]
OURS = [
    KeyError("area"),
    RecursionError("maximum recursion depth exceeded"),
    AssertionError(),
    OSError(errno.EBADF, "Bad file descriptor"),
    OSError(errno.ENOENT, "No such file or directory"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    ImportError("cannot import name", name="generator.figures.figures"),
    SystemExit("MkDocs says no"),
]
# Words that nobody who types figures needs to know.
FOREIGN = ("Traceback", "Error:", "Errno", "Exception", ".py", "NoneType")


@pytest.mark.parametrize(("error", "sentence"), TOLD, ids=lambda e: str(e)[:30])
def test_what_the_machine_refuses_is_told_by_its_kind(error: Exception, sentence: str) -> None:
    assert unexpected.told(error) == sentence
    wrapped = ValueError("in a library")
    wrapped.__cause__ = error
    assert unexpected.told(wrapped) == sentence


@pytest.mark.parametrize("error", OURS, ids=repr)
def test_a_fault_of_ours_is_never_told_as_anybody_elses(error: BaseException) -> None:
    said = "This is a fault of ours, not of your data. "
    again = "Run the same command again with --debug and send us what it prints."
    assert unexpected.told(error) == said + again
    assert unexpected.told(error, is_debug=True) == f"{said}Send us what is printed above."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return county_in(tmp_path_factory.mktemp("unexpected"))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with a fault of ours planted in it."""
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "sitecustomize.py").write_text(
        "import generator.reading.holdings as h\n"
        "def planted(*a): raise KeyError('planted')\n"
        "h.open_holdings = planted\n"
    )
    return folder


def run(*words: str, **more: object) -> subprocess.CompletedProcess[str]:
    """One command, as people give it."""
    command = [sys.executable, "-m", "generator", *words]
    settings = {"cwd": ROOT, "capture_output": True, "text": True, "check": False, **more}
    return subprocess.run(command, **settings)  # type: ignore[call-overload,no-any-return]


def here(*words: str) -> subprocess.CompletedProcess[str]:
    """The same in this process, where a process of its own is not the point."""
    done = CliRunner().invoke(main, words)
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def is_one_sentence(text: str) -> bool:
    """Is this what people are told: one line, and no word of Python?"""
    lines = [line for line in text.splitlines() if not line.startswith(("Usage:", "Try ")) and line]
    return len(lines) == 1 and not any(word in text.replace("Error: ", "") for word in FOREIGN)


def with_folder(path: Path) -> dict[str, str]:
    """The environment with a folder before all that Python imports from."""
    return os.environ | {"PYTHONPATH": f"{path}{os.pathsep}{ROOT}"}


@pytest.mark.parametrize("command", ["check", "check --format json", "audit", "build"])
def test_a_fault_of_ours_through_every_command(project: Path, faulty: Path, command: str) -> None:
    done = run(*command.split(), "--project", str(project), env=with_folder(faulty))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(f"{unexpected.OURS} {unexpected.SEND}\n")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", ["--debug check", "check --debug"])
def test_a_maintainer_is_shown_all_of_it(project: Path, faulty: Path, words: str) -> None:
    done = run(*words.split(), "--project", str(project), env=with_folder(faulty))
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "KeyError: 'planted'" in done.stderr
    assert done.stderr.endswith("Send us what is printed above.\n")


USAGE = [
    ("serve --port 70000", "70000"),
    ("serve --port -1", "-1"),
    ("serve --port http", "http"),
    ("build --colour", "--colour"),
    ("check --format yaml", "yaml"),
    ("check --project {tmp}/nowhere", "is not there"),
    ("check --project {tmp}/a-file", "is a file and not a folder"),
    ("build --project {tmp}", "it has no mkdocs.yml and no data and no content"),
    ("build --project {tmp}/odd", "there is a file where a folder should be"),
]


@pytest.mark.parametrize(("words", "named"), USAGE)
def test_wrong_usage(tmp_path: Path, words: str, named: str) -> None:
    (tmp_path / "a-file").touch()
    (tmp_path / "odd/content").mkdir(parents=True)
    (tmp_path / "odd/data").touch()
    (tmp_path / "odd/mkdocs.yml").touch()
    done = here(*words.format(tmp=tmp_path).split())
    assert (done.returncode, done.stdout) == (2, "")
    assert named in done.stderr
    assert is_one_sentence(done.stderr), done.stderr


def test_a_port_and_a_host_are_looked_at_before_anything_is_built(project: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        used = run("serve", "--project", str(project), "--port", str(port))
    nowhere = run("serve", "--project", str(project), "--host", "no.such.host.invalid")
    not_ours = run("serve", "--project", str(project), "--host", "192.0.2.1")
    said = (
        f"--port {port}: another program uses this port. Stop it, or choose another, as in --port "
    )
    use = "Use 127.0.0.1 (this machine only) or 0.0.0.0 (every machine on the network).\n"
    assert used.stderr.startswith(said)
    assert nowhere.stderr == f"--host no.such.host.invalid: there is no such address. {use}"
    assert not_ours.stderr == f"--host 192.0.2.1: this is no address of this machine. {use}"
    assert {done.returncode for done in (used, nowhere, not_ours)} == {1}
    assert not (project / "build").exists()


def test_problems_in_json_and_nothing_else(project: Path, tmp_path: Path) -> None:
    for gone in ("data/datasets", "data"):
        empty = county_in(tmp_path / gone.replace("/", "-"))
        subprocess.run(["rm", "-r", str(empty / gone)], check=True)
        (empty / "data").mkdir(exist_ok=True)
        done = here("check", "--format", "json", "--project", str(empty))
        assert (done.returncode, done.stderr) == (1, "")
        assert all(problem["file"].startswith("data/") for problem in json.loads(done.stdout))
        audit = here("audit", "--format", "json", "--project", str(empty))
        assert (audit.returncode, audit.stdout) == (1, "")
        assert audit.stderr.endswith("Nothing was written.\n")


def test_whoever_reads_may_stop_reading(project: Path, tmp_path: Path) -> None:
    without_data = county_in(tmp_path)
    for path in (without_data / "data").glob("*.csv"):
        path.unlink()
    for folder, status in ((project, 1), (without_data, 1)):
        command = f"{sys.executable} -m generator audit --project {folder}"
        words = f"{command} | true; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(
            ["bash", "-c", words], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (status, "", "")


def test_a_full_disk_behind_the_results(project: Path, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "mkdocs.yml").touch()
    pipe = subprocess.PIPE
    for words in (("audit", project), ("audit", tmp_path), ("check", tmp_path)):
        with open("/dev/full", "w") as full:
            command = (words[0], "--project", str(words[1]))
            done = run(*command, stdout=full, stderr=pipe, capture_output=False)
        assert (done.returncode, done.stderr) == (
            1,
            f"The disk is full. Free some space {AGAIN}\n",
        )


def limited(kind: int, limit: int) -> Callable[[], None]:
    """A limit of the system on a command."""
    return lambda: resource.setrlimit(kind, (limit, limit))


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    project = county_in(tmp_path)
    limit = limited(resource.RLIMIT_FSIZE, 2000)
    done = run("build", "--project", str(project), preexec_fn=limit)
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in told
    assert re.search(r"grew larger|cannot be used", told), told
    assert not (project / "site").exists()


def test_too_many_open_files(project: Path) -> None:
    done = run("serve", "--project", str(project), preexec_fn=limited(resource.RLIMIT_NOFILE, 5))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout


def test_a_file_where_the_site_should_go(tmp_path: Path) -> None:
    project = county_in(tmp_path)
    (project / "build").touch()
    done = run("build", "--project", str(project))
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in told
    assert "file" in told.lower()
    assert (project / "build").is_file()


@pytest.mark.parametrize("command", ["check", "build"])
def test_ctrl_c(tmp_path: Path, command: str) -> None:
    # The check of the county may have ended by then.
    project = ROOT if command == "check" else county_in(tmp_path)
    # How long the program takes to load is not asked here.
    start = "from generator.__main__ import main; print('loaded', flush=True); main()"
    words = [sys.executable, "-c", start, command, "--project", str(project)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        words, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "loaded\n"
        time.sleep(1)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in out + err
    assert err.endswith("Stopped.\n")
