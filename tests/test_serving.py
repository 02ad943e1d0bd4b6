"""The site as it is served while people work on it: through the command line and in a browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.__main__ import find_browser
from tests.counties import copy_of_built, county_in, files_in
from tests.sites import ROOT

PATIENCE = 120.0
ONE_CSV = "data/datasets/hate-crime/profile.csv"
DRAFT = re.compile(rb'\n<p class="draft">.*?</p>\n', re.S)
CHART_DRAFT = b'<p class="draft">Draft. Not published.</p>\n'
STAYS = "The last good site stays as it is."


class Served:
    """``serve`` in a process of its own, and all that it says."""

    def __init__(self, project: Path, code: Path = ROOT, *more: str) -> None:
        words = [sys.executable, "-m", "generator", "serve", "--project", str(project)]
        self.process = subprocess.Popen(
            [*words, "--port", "0", *more],
            cwd=code,
            env=os.environ | {"PYTHONPATH": str(code)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.address = ""
        self.address = self.after("Serving on ").split()[2]

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line.rstrip("\n"))

    def after(self, words: str, act: Callable[[], object] | None = None) -> str:
        """Do something, and wait for a line with these words, which is returned."""
        since, end = len(self.lines) if act else 0, time.monotonic() + PATIENCE
        if act:
            act()
        while time.monotonic() < end and self.process.poll() is None:
            for line in self.lines[since:]:
                if words in line:
                    return line
            time.sleep(0.05)
        raise AssertionError(f"It never said {words!r}: {self.lines[since:]}")

    def get(self, path: str = "") -> tuple[int, bytes]:
        """The status of an address, and what is there."""
        try:
            with urlopen(self.address + path, timeout=20) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.read()
        except URLError:
            return 0, b""

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End it as people and systems do."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.process.wait(timeout=20)
        if self.process.stdout:
            self.process.stdout.close()


@pytest.fixture(scope="module")
def project(small_county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_built(small_county, tmp_path_factory.mktemp("served"), parts=("build",))


@pytest.fixture(scope="module")
def served(project: Path) -> Iterator[Served]:
    running = Served(project)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        path = os.environ.get("CRIME_PROFILES_BROWSER") or str(find_browser() or "")
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=path or None, args=arguments)
        yield browser.new_page()
        browser.close()


def changed(path: Path, old: bytes, new: bytes) -> Callable[[], object]:
    """Put bytes in the place of others, as an editor saves: beside the file, then in its place."""
    content = path.read_bytes()
    assert old in content
    beside = path.with_name(f".{path.name}.swp")

    def save() -> None:
        beside.write_bytes(content.replace(old, new))
        beside.replace(path)

    return save


def test_it_serves_its_own_folder_and_leaves_the_site_alone(
    project: Path, served: Served, small_county: Path
) -> None:
    assert not (project / "site").exists()
    wanted = {n: b for n, b in files_in(small_county / "site").items() if not n.startswith(".")}
    made = {n: b for n, b in files_in(project / "build/served").items() if not n.startswith(".")}
    # It is a draft: each page says so, and one page says what to look at.
    assert [
        n
        for n, b in made.items()
        if n.endswith("index.html") and b"<header" in b and not DRAFT.search(b)
    ] == []
    assert made.pop("review/index.html")
    made = {n: b.replace(CHART_DRAFT, b"") for n, b in made.items()}
    made = {n: DRAFT.sub(b"", b) if n.endswith(".html") else b for n, b in made.items()}
    addresses = ("sitemap.xml", "sitemap.xml.gz")
    assert [n for n in wanted if made.get(n) != wanted[n] and n not in addresses] == []
    assert made.keys() == wanted.keys()
    status, content = served.get("oldford/hate-crime/")
    script = content[
        content.index(b'<link rel="stylesheet" href="/__serve') : content.index(b"</head>")
    ]
    assert status == 200
    assert DRAFT.sub(b"", content.replace(script, b"")) == wanted["oldford/hate-crime/index.html"]
    assert served.get("oldford/hate-crime")[1] == content
    embedded = next(n for n in wanted if n.startswith("embed/") and b"<main>" in wanted[n])
    assert CHART_DRAFT in served.get(embedded)[1]
    assert served.get(embedded)[1].replace(CHART_DRAFT, b"") == wanted[embedded]
    assert served.get("data/figures.csv")[1] == wanted["data/figures.csv"]
    status, content = served.get("no/such/page/")
    assert (status, b"There is no page here" in content) == (404, True)
    assert served.get("assets/")[0] == 404


def test_the_browser_sees_problems_over_the_last_good_page_and_then_the_next_build(
    project: Path, served: Served, page: Page
) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if "Refused" in m.text else None)
    page.goto(f"{served.address}great-example/hate-crime/")
    bar = page.get_by_role("region", name="Problems of the project")
    expect(bar).to_be_hidden()
    good = (project / ONE_CSV).read_bytes()
    served.after(STAYS, changed(project / ONE_CSV, b"X07000003", b"X0700<b>9"))
    expect(bar).to_be_visible()
    expect(bar.get_by_role("status")).to_contain_text('There is no area "X0700<b>9"')
    expect(page.locator("h1")).to_be_visible()
    # By keyboard alone, and remembered for these problems.
    bar.focus()
    page.keyboard.press("Tab")
    expect(bar.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.reload()
    expect(bar).to_be_hidden()
    served.after(STAYS, changed(project / ONE_CSV, b"X0700<b>9", b"X07000099"))
    expect(bar).to_contain_text("X07000099")
    page.evaluate("document.body.dataset.mark = 'not loaded again'")
    text = good.replace(b"all,45,,,", b"all,47,,,")
    served.after("Built ", lambda: (project / ONE_CSV).write_bytes(text))
    expect(page.locator("body")).not_to_have_attribute("data-mark", "not loaded again")
    expect(bar).to_be_hidden()
    expect(page.locator("body")).to_contain_text("47")
    assert complaints == []


def test_it_outlives_what_happens_to_a_project(project: Path, served: Served) -> None:
    path = project / ONE_CSV
    good = path.read_bytes()
    back = "site is in"
    served.after(STAYS, lambda: path.write_bytes(good[: len(good) // 2]))
    served.after(back, lambda: path.write_bytes(good))
    for name in ("data", "content", "mkdocs.yml"):
        here, away = project / name, project / f"{name}-away"
        served.after(f"it has no {name}", lambda here=here, away=away: here.rename(away))  # type: ignore[misc]
        assert served.get()[0] == 200
        served.after(back, lambda here=here, away=away: away.rename(here))  # type: ignore[misc]
    topic = project / "content/topics/bad.md"
    served.after(STAYS, lambda: topic.write_text("no front matter", encoding="utf-8"))
    served.after(back, topic.unlink)
    served.after(back, lambda: shutil.rmtree(project / "build/served"))
    assert served.get()[0] == 200


def test_what_programs_leave_about_for_a_moment_is_no_change(project: Path, served: Served) -> None:
    folder = (project / ONE_CSV).parent
    names = ("~$profile.csv", ".~lock.profile.csv#", ".DS_Store", "._profile.csv", "x.swp", "x~")
    since = len(served.lines)
    for name in names:
        (folder / name).touch()
    time.sleep(0.5)
    for name in names:
        (folder / name).unlink()
    time.sleep(0.5)
    assert served.lines[since:] == []


def test_ctrl_c_ends_it_at_once(small_county: Path, tmp_path: Path) -> None:
    empty = without_datasets(tmp_path)
    running = Served(empty)
    start = time.monotonic()
    running.stop(signal.SIGINT)
    assert time.monotonic() - start < 5
    assert running.process.returncode == 0
    assert running.lines[-1] == "Stopped."
    assert not any("Traceback" in line for line in running.lines)


def without_datasets(folder: Path) -> Path:
    """A project in which every build ends soon, with problems."""
    empty = county_in(folder)
    shutil.rmtree(empty / "data/datasets")
    return empty


def test_without_a_site_it_shows_what_is_wrong_and_starts_anew_with_new_code(
    tmp_path: Path, page: Page
) -> None:
    code = tmp_path / "program"
    shutil.copytree(ROOT / "generator", code / "generator", ignore=shutil.ignore_patterns("*.pyc"))
    running = Served(without_datasets(tmp_path), code)
    try:
        status, content = running.get("any/page/")
        assert (status, content.count(b"<li>")) == (503, 1)
        page.goto(running.address)
        expect(page.get_by_role("heading")).to_have_text("The site is not built yet")
        expect(page.get_by_role("listitem")).to_contain_text("There is no dataset")
        said, good = (
            code / "generator/serving/serving.py",
            (ROOT / "generator/serving/serving.py").read_bytes(),
        )
        running.after("cannot run as it is", changed(said, b"import os", b"import"))
        expect(page.get_by_role("listitem")).to_contain_text("generator")
        number, since = running.process.pid, len(running.lines)
        new = good.replace(b"There is no site yet", b"Still there is no site")
        again = running.after("Serving on ", lambda: said.write_bytes(new))
        assert again.split()[2] == running.address
        assert running.process.pid == number
        assert any("Still there is no site" in line for line in running.lines[since:])
        assert running.get()[0] == 503
        expect(page.get_by_role("listitem")).to_contain_text("There is no dataset")
    finally:
        running.stop()


def test_steps_are_lines_in_a_pipe_and_the_end_says_what_was_built(
    small_county: Path, tmp_path: Path
) -> None:
    project = copy_of_built(small_county, tmp_path, parts=("build/drawings",))
    words = [sys.executable, "-m", "generator", "build", "--project", str(project)]
    colours = os.environ | {"FORCE_COLOR": "1"}
    done = subprocess.run(words, cwd=ROOT, env=colours, capture_output=True, text=True, check=True)
    steps = done.stderr.splitlines()
    assert steps[:2] == ["Reading and checking the data", "Writing the pages"]
    assert len(steps) == len(set(steps)) >= 3
    assert "\x1b" not in done.stderr + done.stdout
    pages = len(list((project / "site").rglob("*.html")))
    assert done.stdout.startswith(f"Built {pages} pages with ")
    assert done.stdout.endswith(f" s. The site is in {project / 'site'}\n")
    again = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (again.stderr, again.stdout) == (
        "",
        f"Nothing has changed. The site is in {project / 'site'}\n",
    )


def test_json_of_an_event_is_what_the_page_reads(served: Served) -> None:
    with urlopen(f"{served.address}__serve/events", timeout=20) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        lines = [answer.readline() for _ in range(3)]
    told = json.loads(lines[2].removeprefix(b"data: "))
    assert set(told) == {"build", "problems", "more", "step"}
