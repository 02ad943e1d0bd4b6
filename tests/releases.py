"""Releases of the invented county as folders of data/releases/, frozen from copies of it."""

from __future__ import annotations

import json
from pathlib import Path

from generator.publishing import building
from generator.reading.topics import open_topics
from generator.releases import aloud, drafts, frozen
from generator.releases.aloud import SinceRelease
from generator.releases.comparing import Since, compared
from generator.terms.releases import RELEASES
from tests.counties import TESTS, county_alone, laid_over

DIFFS = TESTS / "diffs"
RELEASE = "2017-04"
# What stands in a folder of diffs/ beside the county as it was and as it is.
TEXT, JSON, NOTE = "text.txt", "changes.json", "note.md"


def release(project: Path, target: Path, name: str = RELEASE) -> Path:
    """Freeze the figures of one project as a release of another."""
    folder = target / RELEASES / name
    folder.mkdir(parents=True)
    for file, content in frozen.files(*building.audit_project(project)).items():
        (folder / file).write_bytes(content)
    return folder


def changed_county(case: Path, folder: Path) -> Path:
    """The county with what a folder of ``diffs/`` lays over it, and a release of it before."""
    sides = {}
    for side in ("before", "after"):
        place = folder / side
        is_own = (case / side).is_dir()
        sides[side] = laid_over(case / side, place) if is_own else county_alone(place)
    release(sides["before"], sides["after"])
    return sides["after"]


def differing(project: Path, release: str = RELEASE) -> SinceRelease:
    """What has changed in a project since a release of it."""
    return compared(
        project, building.audit_project(project), open_topics(project)[0], Since(release)
    )


def told_of(case: Path, folder: Path) -> dict[str, str]:
    """What is told of a folder of ``diffs/``, by the names of the files that it should stand in."""
    found = differing(changed_county(case, folder))
    listed = json.dumps(aloud.as_json(found), ensure_ascii=False, indent=1)
    return {TEXT: f"{aloud.as_text(found)}\n", JSON: f"{listed}\n", NOTE: drafts.note(found)}
