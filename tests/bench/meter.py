"""How long a command takes, and how much memory it and the processes it starts hold at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

if sys.platform != "win32":
    import resource

EVERY = 0.05
PROC = Path("/proc")
HAS_PROC = (PROC / "self" / "status").exists()


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: wall seconds and, where the system tells, CPU seconds and bytes of memory.

    ``at_once`` is the most that all its processes held together, a page that two share counted
    twice; ``largest`` the most that any one process has held since the benchmark began.
    """

    seconds: float
    cpu: float | None
    at_once: int | None
    largest: int | None


def measure(command: Sequence[str], folder: Path) -> tuple[Measured, subprocess.Popen[str], str]:
    """Run a command to its end. How long, how much memory, and what did it say?"""
    start, worked = perf_counter(), cpu_of_children()
    pipe, same = subprocess.PIPE, subprocess.STDOUT
    process = subprocess.Popen(command, cwd=folder, encoding="utf-8", stdout=pipe, stderr=same)
    with Watch(process.pid) as watch:
        said, _ = process.communicate()
    seconds, after = perf_counter() - start, cpu_of_children()
    cpu = None if after is None or worked is None else after - worked
    return Measured(seconds, cpu, watch.most, largest_process()), process, said


def cpu_of_children() -> float | None:
    """The CPU seconds of all processes that this one started and waited for, and of theirs."""
    if sys.platform == "win32":
        return None
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def largest_process() -> int | None:
    """The most memory that this process, or any that it started and waited for, has held."""
    if sys.platform == "win32":
        return None
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    return max(resource.getrusage(who).ru_maxrss for who in whose) * unit


class Watch:
    """Looks at a process and all below it, many times a second, while the block runs."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.most: int | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        if HAS_PROC:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if HAS_PROC:
            self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self.most = max(self.most or 0, memory_below(self.pid))


def memory_below(pid: int) -> int:
    """The resident bytes of a process and of all that it started."""
    children: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for folder in PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = (folder / "status").read_text(encoding="utf-8", errors="replace")
        except OSError:  # it ended meanwhile
            continue
        said = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        sizes[int(folder.name)] = int(said.get("VmRSS", "0 kB").split()[0]) * 1024
        children.setdefault(int(said["PPid"]), []).append(int(folder.name))
    total, waiting = 0, [pid]
    while waiting:
        here = waiting.pop()
        total += sizes.get(here, 0)
        waiting += children.get(here, [])
    return total
