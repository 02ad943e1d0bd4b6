"""What is published, as rows of text: each figure, and each finding of the audit."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from generator.figures.method import METHOD
from generator.reading.holdings import Holdings
from generator.telling.disagreements import Disagreement
from generator.telling.speech import voice
from generator.terms.as_data import plain_number
from generator.terms.cells import each_once
from generator.terms.headings import OF_FIGURES, named

FINDING_COLUMNS = (
    "document",
    "catalogue",
    "kind",
    "area",
    "line",
    "subject",
    "place",
    "printed",
    "recomputed",
    "explanation",
    "shown",
)


def figure_rows(holdings: Holdings, frame: pd.DataFrame) -> pd.DataFrame:
    """Each figure of a frame of FIGURE_COLUMNS as a row of text, in the columns OF_FIGURES."""
    voices = [voice(holdings, key) for key in frame["indicator"].unique()]
    as_printed = {one.key for one in voices if one.indicator.per == 1}
    units = {one.key: one.axis(one.is_rate) for one in voices}
    has_number = frame["value"].notna() | frame["count"].notna()
    keeps = has_number & (frame["printed"] != "") & frame["indicator"].isin(as_printed)
    numbers = {
        name: each_once(frame[name], plain_number)
        for name in ("value", "count", "denominator", "lower", "upper")
    }
    numbers["value"] = frame["printed"].where(keeps, numbers["value"])
    told = frame.assign(
        **numbers,
        area_code=frame["area"],
        area_name=each_once(frame["area"], lambda code: holdings.areas[code].name),
        unit=frame["indicator"].map(units),
        notes=each_once(frame["notes"], lambda text: " ".join(text.split())),
        method=METHOD,
    )
    return told[named(OF_FIGURES)]


def finding_rows(disagreements: Iterable[Disagreement]) -> pd.DataFrame:
    """Each printed number that does not fit, in the columns FINDING_COLUMNS, in their order."""
    rows = [
        (
            *(told.finding.as_json()[name] for name in FINDING_COLUMNS[:4]),
            told.finding.claim.line,
            told.subject,
            told.place,
            *(told.finding.as_json()[name] for name in FINDING_COLUMNS[7:10]),
            told.shown,
        )
        for told in disagreements
    ]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS))
