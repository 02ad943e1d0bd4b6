"""How long a site takes, how much memory and how many bytes: ``python -m tests.bench``.

It prints numbers and never judges them. Everything happens in a copy of the project, in a
temporary folder: a cold build with every chart drawn, a build with nothing changed, a build after
one number of one dataset has changed, one after the stylesheet has, and the wait of somebody who
edits while the site is served.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from generator.reading.holdings import is_claims
from tests.bench.meter import Measured, measure

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600


class NotMeasuredError(Exception):
    """There is nothing to measure: a command failed, with what it said."""


def copy_of(project: Path, folder: Path) -> Path:
    """The project's own files in another folder, with the same look."""
    for name in ("data", "content"):
        shutil.copytree(project / name, folder / name)
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    if look := re.search(r"(?<=custom_dir: ).*", settings):
        shutil.copytree(project / look[0], folder / "overrides")
        settings = settings.replace(look[0], "overrides")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder


def run(command_name: str, project: Path) -> Measured:
    """One command, as the command line does it."""
    command = [sys.executable, "-m", "generator", command_name, "--project", str(project)]
    measured, process, said = measure(command, ROOT)
    if process.returncode:
        raise NotMeasuredError(said)
    return measured


def build(project: Path) -> Measured:
    """Build the site."""
    return run("build", project)


def cold(project: Path) -> Measured:
    """Build with nothing kept from before."""
    for name in ("build", "site"):
        shutil.rmtree(project / name, ignore_errors=True)
    return build(project)


def editable(project: Path) -> Path:
    """The largest CSV of a dataset copied from a document: its sums are not checked at a build."""
    folders = [
        path.parent
        for path in (project / "data" / "datasets").glob("*/dataset.yml")
        if "transcribed: true" in path.read_text(encoding="utf-8")
    ]
    files = [f for folder in folders for f in folder.glob("*.csv") if not is_claims(f.name)]
    if not files:
        raise NotMeasuredError(
            "There is no dataset marked `transcribed: true` to change a number of."
        )
    return max(files, key=lambda path: (path.stat().st_size, path))


def one_more(file: Path) -> None:
    """Add one to the last whole number above nought in a file, as an analyst would correct it."""
    text = file.read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in reversed(rows):
        if row["value"].isdigit() and row["value"] != "0":
            row["value"] = str(int(row["value"]) + 1)
            break
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    half_done = file.with_suffix(".part")
    half_done.write_text(written.getvalue(), encoding="utf-8", newline="")
    half_done.replace(file)


def restyled(project: Path) -> Measured:
    """Build after a change of the stylesheet that shows nowhere."""
    sheet = project / "overrides" / "assets" / "profile.css"
    with sheet.open("a", encoding="utf-8", newline="") as file:
        file.write("/* changed */\n")
    return build(project)


def contents(site: Path) -> dict[str, str]:
    """Every file of a site, by what is in it."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def served(address: str) -> bytes | None:
    """A page as it is served now, or None where it is not."""
    try:
        with urlopen(address, timeout=5) as answer:
            return bytes(answer.read())
    except (URLError, OSError):
        return None


def has_changed(address: str, before: bytes | None) -> bool:
    """Is a page served there, and another one than before?"""
    return served(address) not in (None, before)


def wait_until(is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> float:
    """How many seconds until it is so?"""
    start = time.perf_counter()
    while not is_so():
        if process.poll() is not None or time.perf_counter() - start > PATIENCE:
            raise NotMeasuredError("The served page did not change; serve the project to see why.")
        time.sleep(0.02)
    return time.perf_counter() - start


def edits(project: Path, file: Path, page: str, times: int) -> list[float]:
    """Serve the site and change a number. How long after each save has the served page changed?"""
    port = free_port()
    address = f"http://127.0.0.1:{port}/{page.removesuffix('index.html')}"
    command = [sys.executable, "-m", "generator", "serve", "--project", str(project)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [*command, "--port", str(port)], cwd=ROOT, stdout=quiet, stderr=quiet
    )
    try:
        wait_until(lambda: served(address) is not None, process)
        waits = []
        for _ in range(times):
            time.sleep(1)  # nobody saves twice in a second; the watcher settles
            before = served(address)
            one_more(file)
            waits.append(wait_until(partial(has_changed, address, before), process))
        return waits
    finally:
        process.terminate()
        process.wait()


def size(count: float | None) -> str:
    """Bytes as people read them."""
    if count is None:
        return "not known here"
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{count / 1e3:,.1f} kB"


def spread(values: list[float]) -> str:
    """The middle one, and the least and most where there are several."""
    middle = f"{median(values):.2f} s"
    return middle if len(values) == 1 else f"{middle} ({min(values):.2f} to {max(values):.2f})"


def tell(what: str, runs: Iterable[Measured]) -> None:
    """One line about runs of the same thing."""
    done = list(runs)
    most = max((run.at_once for run in done if run.at_once is not None), default=None)
    together = f"{size(most)} by all processes together"
    cpu = [run.cpu for run in done if run.cpu is not None]
    worked = f"{median(cpu):.2f} CPU s" if cpu else ""
    told = f"{what:<34}{spread([run.seconds for run in done]):<26}{worked:<14}{together}"
    print(told.rstrip(), flush=True)


def weigh(site: Path) -> None:
    """The bytes of a site, and of what a reader's browser fetches of it."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    whole = sum(path.stat().st_size for path in files)
    charts = sum(path.read_text(encoding="utf-8").count('<figure class="chart') for path in pages)
    pictures = len(list((site.parent / "build" / "drawings").glob("*.svg")))
    print(f"{'pages (HTML files)':<34}{len(pages):,}")
    print(f"{'charts on them':<34}{charts:,} ({pictures:,} different pictures)")
    print(f"{'site':<34}{size(whole)} in {len(files):,} files")
    for kind in ("css", "js"):
        found = [path.read_bytes() for path in files if path.suffix == f".{kind}"]
        packed = sum(len(gzip.compress(content)) for content in found)
        total = size(sum(map(len, found)))
        print(f"{kind + ' in all':<34}{total} in {len(found)} files, {size(packed)} compressed")
    weights = sorted(((len(gzip.compress(p.read_bytes())), p) for p in pages), reverse=True)
    print("largest pages, compressed")
    for weight, page in weights[:5]:
        name = page.relative_to(site).as_posix()
        print(f"  {name:<42}{size(weight)} ({size(page.stat().st_size)} as it is)")


def bench(origin: Path, times: int, folder: Path) -> None:
    """Measure one project in a copy, and print the numbers."""
    project = copy_of(origin, folder / "project")
    tell("cold build, every chart drawn", [cold(project) for _ in range(times)])
    tell("second build, nothing changed", [build(project) for _ in range(times)])
    tell("audit of every claim", [run("audit", project) for _ in range(times)])
    before, file = contents(project / "site"), editable(project)
    name = f"one number of {file.parent.name}"
    runs = []
    for _ in range(times):
        one_more(file)
        runs.append(build(project))
    tell(name, runs)
    tell("a changed stylesheet", [restyled(project) for _ in range(times)])
    after = contents(project / "site")
    changed = sorted(path for path, hashed in after.items() if before.get(path) != hashed)
    page = next((p for p in changed if p.endswith("/index.html")), None)
    if page is None:
        raise NotMeasuredError("No page shows the number that was changed.")
    waits = edits(project, file, page, times)
    print(f"{'from saving to the served page':<34}{spread(waits):<26}/{page}", flush=True)
    print(f"{'files that the number changed':<34}{len(changed):,}")
    print(f"{'largest single process':<34}{size(runs[-1].largest)}")
    weigh(project / "site")


def main() -> int:
    """Read the options, measure, and say what went wrong if nothing could be measured."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--project", type=Path, default=ROOT, metavar="DIR")
    options.add_argument("--repeat", type=int, default=1, metavar="N", help="median of N runs")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="crime-profiles-") as folder:
        try:
            bench(chosen.project.resolve(), max(chosen.repeat, 1), Path(folder))
        except NotMeasuredError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
