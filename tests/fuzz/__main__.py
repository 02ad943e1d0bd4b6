"""Runs mutants and tells what broke: ``python -m tests.fuzz --count 2000 --seconds 600``.

``--each 2`` runs the few of them by which every kind of fault comes at least twice.

What holds for each: it ends within 20 seconds with 0, 1 or 2; nothing of Python is printed, nor
that the fault is ours; what ``check`` passes builds, and what it refuses does not; and nothing
outside the project is touched.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.counties import county_in
from tests.fuzz.mutants import KINDS, share
from tests.fuzz.running import Outcome, base_of, outcome


def main() -> int:
    """Run the mutants. Exit status 1 where one broke a rule."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument("--count", type=int, default=200)
    options.add_argument(
        "--each", type=int, metavar="N", help="each kind of fault N times, no more"
    )
    options.add_argument("--first", type=int, default=0, metavar="N", help="the first mutant")
    options.add_argument("--built", type=Path, metavar="DIR", help="the county, built already")
    options.add_argument("--seconds", type=float, default=600, help="begin none after this time")
    chosen = options.parse_args()
    end = time.monotonic() + chosen.seconds
    found: list[Outcome] = []
    with (
        TemporaryDirectory(prefix="crime-profiles-fuzz-") as folder,
        ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool,
    ):
        base = base_of(Path(folder), chosen.built)
        numbers: Sequence[int] = range(chosen.first, chosen.first + chosen.count)
        if chosen.each:
            numbers = share(lambda number: county_in(Path(folder, str(number))), chosen.each)
        waiting = [pool.submit(outcome, base, number, end) for number in numbers]
        for done in as_completed(waiting):
            if one := done.result():
                found.append(one)
                for fault in one.faults:
                    print(f"{one.number} {one.done}: {fault}", flush=True)
                if not len(found) % 100:
                    print(f"{len(found)} so far", flush=True)
    passed = sum(one.passed for one in found)
    broken = sum(bool(one.faults) for one in found)
    slowest = max((one.seconds for one in found), default=0)
    print(f"{len(found)} mutants, {passed} of them passed by check; slowest {slowest:.1f} s")
    kinds = Counter(done.partition(",")[0] for one in found for done in one.done)
    print(", ".join(f"{kind} {kinds[kind]}" for kind in KINDS))
    print(f"{len(found) - broken} passed, {broken} failed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
