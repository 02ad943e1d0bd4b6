"""The record of the last import: what it changed, and whether it came to its end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.problems import Place, Problem

# What stood there before the last import, in the folder that may be removed at any time.
BEFORE = "build/before-import"
RECORD = f"{BEFORE}/record.json"


def last_import(project: Path) -> dict[str, Any]:
    """What is on record of the last import: its kind, its files, and whether it is whole."""
    try:
        told = json.loads((project / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    is_one = isinstance(told, dict) and isinstance(told.get("files"), dict)
    return told if is_one else {}


def cut_off(project: Path) -> list[Problem]:
    """That the last import was cut off before all its files were written, if it was."""
    told = last_import(project)
    if told.get("is_whole", True):
        return []
    what = f"The import of {told.get('kind', 'figures')} was cut off, so figures may not fit."
    remedy = "Run crime-profiles import --undo, or import the same files again."
    return [Problem("import", Place("data"), what, remedy)]
