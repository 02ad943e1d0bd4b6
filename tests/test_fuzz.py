"""Files as they go wrong: whatever check passes builds, and nothing of Python is ever printed.

Here every kind of fault comes once. ``python -m tests.fuzz`` runs many more.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.mutants import KINDS
from tests.sites import ROOT


@pytest.mark.skipif(sys.platform == "win32", reason="the mutants' processes are forked")
def test_mutants_of_the_county_are_built_or_told(county: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz", "--each", "1", "--seconds", "3600"]
    command += ["--built", str(county)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert re.search(r"\d passed, 0 failed", done.stdout)
    for kind in KINDS:
        assert re.search(rf"{kind} ([1-9]|\d\d)", done.stdout), kind
    assert not re.search(r"\b0 of them passed by check", done.stdout)
