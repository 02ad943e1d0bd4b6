"""The figures of a project beside those of a release: what was asked for, and what it gives."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator.audit.auditing import Audit
from generator.problems import ProfileError, shown, suggestion
from generator.reading.holdings import Holdings
from generator.reading.releases import MANIFEST
from generator.reading.topics import OPENING, Topics, with_datasets
from generator.releases import frozen
from generator.releases.aloud import SinceRelease
from generator.releases.differences import difference
from generator.releases.manifests import edited_of
from generator.releases.narrowed import of_areas, of_topic
from generator.telling.meant import area_meant
from generator.terms.areas import PROFILED, Area, Areas
from generator.terms.releases import RELEASES
from generator.unexpected import HinderedError


class Since(NamedTuple):
    """Which release is compared with, and what is asked for; blank is all."""

    release: str
    area: str = ""
    topic: str = ""


def compared(
    project: Path, held: tuple[Holdings, Audit], topics: Topics, since: Since
) -> SinceRelease:
    """What has changed since a release, in all or for an area or a topic?

    A district stands for its wards too, as in its own file of figures. Raises ProfileError where
    the release cannot be read or was edited, and HinderedError where there is no such area or
    topic.
    """
    holdings, audit = held
    every = with_datasets(topics, holdings)
    shown_in = {key: topic for key, topic in every.items() if key != OPENING}
    if since.topic and since.topic not in shown_in:
        what = f'There is no topic "{shown(since.topic)}".'
        raise HinderedError(f"{what} {suggestion(since.topic, shown_in)}")
    codes = _codes(holdings.areas, since.area) if since.area else set()
    folder = project / RELEASES / since.release
    before = frozen.read(folder)
    # That a release has no list of its sums is told where it is read.
    if (folder / MANIFEST).is_file() and (edited := edited_of(project, since.release)):
        raise ProfileError(edited)
    found = difference(before, frozen.as_held(holdings, audit), holdings)
    if codes:
        found = of_areas(found, codes)
    if since.topic:
        found = of_topic(found, shown_in[since.topic], holdings)
    return SinceRelease(since.release, found, holdings, shown_in)


def _codes(areas: Areas, text: str) -> set[str]:
    area = area_meant(areas, text, lambda one: _address(areas, one))
    inner = areas.within(area, "ward") if area.level == "district" else []
    return {area.code, *(ward.code for ward in inner)}


def _address(areas: Areas, area: Area) -> str:
    if area.level == "ward":
        district = areas.ancestor(area, "district")
        return f"{district.slug}/wards/{area.slug}/" if district else ""
    return f"{area.slug}/" if area.level in PROFILED else ""
