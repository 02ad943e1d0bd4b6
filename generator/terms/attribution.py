"""What the licence of a source asks of those who hand its figures on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.terms.datasets import Dataset

OPEN_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
CONTAINS = "Contains public sector information licensed under the Open Government Licence v3.0."
ONS = "Office for National Statistics"
OF_ONS = f"{ONS} licensed under the Open Government Licence v.3.0."
OPEN = re.compile(r"(ogl|open government licence)( (uk )?v?3(\.0)?)?", re.I)


def is_open(licence: str) -> bool:
    """Is this the Open Government Licence, as its id or in words?

    >>> is_open("OGL-3.0"), is_open("Open Government Licence v3.0"), is_open("CC-BY-4.0")
    (True, True, False)
    """
    return OPEN.fullmatch(" ".join(licence.replace("-", " ").split())) is not None


def asked_for(dataset: Dataset, *, is_worked_out: bool = False) -> tuple[str, ...]:
    """Which sentences go with figures of a dataset, as its source gave them or worked out from it?

    A publisher's own sentence takes the place of the licence's general one.
    """
    source = dataset.source
    name = f"{source.publisher}, {source.title}" if source.title else source.publisher
    if not source.licence:
        return (
            f"Source: {name}. No licence is stated; its figures keep their publisher's rights.",
        )
    if not is_open(source.licence):
        return (f"Source: {name}. Licence: {source.licence}.",)
    # What the program counted in outlines of wards rests on the outlines too.
    drawn = dataset.wards_as_of if dataset.counted or not dataset.transcribed else None
    is_worked_out = is_worked_out or dataset.counted
    said = CONTAINS
    if source.publisher == ONS:
        said = f"Adapted from data from the {OF_ONS}" if is_worked_out else f"Source: {OF_ONS}"
    line = f"Contains OS data © Crown copyright and database right {drawn}."
    return (said, line) if drawn else (said,)


def asked_for_by_all(datasets: Iterable[Dataset]) -> tuple[str, ...]:
    """The sentences that go with figures worked out from several datasets: each once, and one for
    all who state no licence."""
    held = list(datasets)
    told = [
        line
        for dataset in held
        if dataset.source.licence
        for line in asked_for(dataset, is_worked_out=True)
    ]
    others = sorted({d.source.publisher for d in held if not d.source.licence})
    if others:
        told.append(
            f"No licence is stated by: {'; '.join(others)}. "
            "Their figures keep their publishers' rights."
        )
    return tuple(dict.fromkeys(told))
