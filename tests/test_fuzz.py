"""Files as they go wrong: whatever check passes builds, and nothing of Python is ever printed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.sites import ROOT

MUTANTS = 200


@pytest.mark.skipif(sys.platform == "win32", reason="the mutants' processes are forked")
def test_mutants_of_the_county_are_built_or_told() -> None:
    command = [sys.executable, "-m", "tests.fuzz", "--count", str(MUTANTS), "--seconds", "3600"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert f"{MUTANTS} passed, 0 failed" in done.stdout
