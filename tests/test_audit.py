"""The audit: an invented document with every kind of slip, its twin without any, and the real ones.

``slips/claims.csv`` holds each claim twice: as it should be printed and as the document prints it,
with the explanation wanted (a dash where nothing is wrong with it).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.__main__ import main
from generator.audit.auditing import Audit, audit, claims_of, outcome_of
from generator.audit.cells import Cells, Held
from generator.audit.recompute import Outcome
from generator.reading.holdings import Holdings, open_holdings
from generator.terms.cells import Cell
from generator.terms.claims import CLAIM_COLUMNS, CLAIM_KINDS, Against, Claim
from generator.terms.printed import places, read
from generator.terms.ranges import Range
from tests.counties import COUNTY, TESTS
from tests.shipped import shipped_audit, shipped_holdings
from tests.sites import copy_project

ROOT = TESTS.parent
SLIPS = TESTS / "slips"
GOLDEN = TESTS / "findings"
DOCUMENTS = ("DOV", "KCSA", "MAI", "DG", "TW")
SOURCE = "SLP-1,Exampleshire Council,Strategic assessment 2017,1,Crime,2017,,dataset,\n"
EVENT = "2017-04-01,,assessment,other-theft,break,Thefts were sorted anew.,Counting rules\n"


@cache
def planted() -> list[dict[str, str]]:
    """Every claim of the invented document, right and wrong."""
    with (SLIPS / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(folder: Path, column: str) -> Path:
    """The county with the invented document in it, its claims as one column prints them."""
    project = copy_project(COUNTY, folder)
    dataset = project / "data" / "datasets" / "assessment"
    dataset.mkdir()
    for file in (SLIPS / "assessment").iterdir():
        (dataset / file.name).write_bytes(file.read_bytes())
    for name, text in (("sources", SOURCE), ("events", EVENT)):
        with (project / "data" / f"{name}.csv").open("a", encoding="utf-8", newline="") as sheet:
            sheet.write(text)
    for place, path in (("assessment", dataset / "claims.csv"), ("", project / "data/claims.csv")):
        with path.open("w", encoding="utf-8", newline="") as sheet:
            writer = csv.DictWriter(sheet, CLAIM_COLUMNS, extrasaction="ignore")
            writer.writeheader()
            mine = [row for row in planted() if row["dataset"] == place and row[column]]
            writer.writerows({**row, "printed": row[column]} for row in mine)
    return project


def of_the_document(project: Path) -> Audit:
    """What the audit finds, in the county's own claims too."""
    return audit(open_holdings(project))


def test_every_planted_slip_is_found_and_explained(tmp_path: Path) -> None:
    found = {
        (f.claim.kind, f.claim.cell, f.claim.line): f.explanation
        for f in of_the_document(written(tmp_path / "slips", "slip")).findings
        if f.claim.source == "SLP-1"
    }
    wanted = {}
    for row in planted():
        cell = tuple(row[n] for n in ("dataset", "area", "period", "measure", "category"))
        if row["told"] != "-":
            wanted[row["kind"], cell, row["line"]] = row["told"]
    assert found == wanted


def test_every_kind_of_claim_is_planted() -> None:
    assert {row["kind"] for row in planted()} == set(CLAIM_KINDS)


def test_the_twin_without_slips_has_no_finding(tmp_path: Path) -> None:
    found = of_the_document(written(tmp_path / "twin", "right"))
    mine = [(c, o) for c, o in found.tested if c.source == "SLP-1"]
    assert not [f for f in found.findings if f.claim.source == "SLP-1"]
    assert [c for c, o in mine if not o.is_tested] == []
    assert len(mine) >= len([row for row in planted() if row["right"]])


@cache
def shipped() -> tuple[Holdings, Cells, list[Claim]]:
    """What this project holds, and every claim of its sources."""
    holdings = shipped_holdings()
    cells = Cells(holdings)
    claims = claims_of(holdings, cells)
    cells.look_together(claims)
    return holdings, cells, claims


@cache
def shipped_findings() -> Audit:
    """What the audit finds in the data of this project."""
    return shipped_audit()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_found_in_the_documents_is_what_was_read(document: str) -> None:
    """Each finding was read beside the text; ``python -m tests.accept audit`` takes new ones."""
    found = [f.as_json() for f in shipped_findings().findings if f.claim.document == document]
    wanted = json.loads((GOLDEN / f"{document}.json").read_text(encoding="utf-8"))
    assert found == wanted


def other_values(held: Held) -> Iterator[Range]:
    """Quite other numbers: far above, far below, and between."""
    middle = Fraction(held.range.middle) if held.range else Fraction(0)
    for number in (middle * 1000 + 100_000, -middle - 100_000, middle / 2 + Fraction(1, 3)):
        yield Range.exactly(number)


def with_value(cells: Cells, cell: Cell, held: Held, value: Range, claim: Claim) -> Outcome:
    """What comes of a claim where one of its inputs is another number."""
    kept = cells.put(cell, Held(cell, value, held.is_count, held.decimals, held.source))
    try:
        return outcome_of(claim, cells)
    finally:
        cells.put(cell, kept)


def test_no_answer_is_written_into_the_code() -> None:
    """Whatever input of whatever claim is changed, what follows from it is changed."""
    _, cells, claims = shipped()
    unmoved = []
    for claim in claims:
        before = outcome_of(claim, cells)
        for held in before.inputs if before.is_tested else ():
            after = (
                with_value(cells, held.cell, held, value, claim) for value in other_values(held)
            )
            if all((o.follows, o.allowed) == (before.follows, before.allowed) for o in after):
                unmoved.append((claim, held.cell))
    assert not unmoved


def test_labels_follow_from_what_is_printed() -> None:
    """A label has no figure to change: another text in its place is found, or found right."""
    _, cells, claims = shipped()
    for claim in (c for c in claims if c.kind == "label" and outcome_of(c, cells).is_tested):
        texts = (
            "year ending March 1999",
            "12 months January to June 2001",
            "01622 602000",
            "9 to 1",
        )
        moved = [outcome_of(replace(claim, text=text), cells) for text in texts]
        assert {o.facts.get("should") for o in moved} or claim.against.label == "heading"


def test_the_audit_as_json_has_the_fields_that_others_rely_on() -> None:
    done = CliRunner().invoke(main, ["audit", "--format", "json", "--project", str(COUNTY)])
    told = json.loads(done.output)
    assert done.exit_code == 0
    assert told["tested"] == told["agreed"] + told["disagreed"]
    assert told["disagreed"] == len(told["findings"]) == 1
    fields = "document catalogue kind area period category printed recomputed explanation"
    assert list(told["findings"][0]) == fields.split()
    for counts in told["by_source"].values():
        assert set(counts) == {"tested", "agreed", "disagreed", "untestable"}


def test_the_audit_as_text_says_where_what_and_what_is_shown() -> None:
    done = CliRunner().invoke(main, ["audit", "--project", str(COUNTY)])
    assert done.exit_code == 0
    assert 'Printed: "401". What follows: 400.' in done.output
    assert "EXA-1, line 12: Southam: police recorded crime, year ending March 2015" in done.output


def test_a_pasted_table_gets_its_slips_without_any_claim(tmp_path: Path) -> None:
    """Totals, changes and shares of a hand-made dataset are worked out as they stand."""
    project = copy_project(COUNTY, tmp_path / "county")
    folder = project / "data" / "datasets" / "pasted"
    folder.mkdir()
    (folder / "dataset.yml").write_text(
        """title: Pasted table
source: {publisher: Exampleshire Council}
transcribed: true
levels: [county]
rows_from: EXA-4
adds_up: true
measures:
  offences: {unit: [crime, crimes], kind: count}
  percent-change: {unit: ["%", "%"], kind: change, since: P12M/2016-03}
  percent: {unit: ["%", "%"], kind: percent, of: all}
categories:
  all: {label: All}
  theft: {label: Theft, within: all}
  other: {label: Other, within: all}
""",
        encoding="utf-8",
    )
    rows = ("offences,all,310", "offences,theft,100", "offences,other,200")
    more = ("percent-change,theft,25", "percent,theft,32.3")
    text = "area,period,measure,category,value,status,note\n" + "".join(
        f"X10000001,P12M/2017-03,{row},,\n" for row in (*rows, *more)
    )
    text += "X10000001,P12M/2016-03,offences,theft,81,,\n"
    (folder / "rows.csv").write_text(text, encoding="utf-8")
    found = [f for f in of_the_document(project).findings if f.claim.source == "EXA-4"]
    assert [(f.claim.kind, f.claim.text, f.recomputed) for f in found] == [
        ("percent_change", "25", "23"),
        ("sum", "310", "300"),
    ]


INCOMPLETE = (
    "text_vs_table,how-many:up among:districts",
    "impossible,mean-at-least:x",
    "text_vs_table,over:0",
    "rate,people:a/b",
    "rank,from:highest among:nowhere",
    "label,length:soon",
)


def test_a_claim_that_is_not_complete_is_told_and_is_no_traceback(tmp_path: Path) -> None:
    project = copy_project(COUNTY, tmp_path / "county")
    with (project / "data/datasets/recorded-crime/claims.csv").open("a", encoding="utf-8") as file:
        for line, claim in enumerate(INCOMPLETE, start=71):
            kind, against = claim.split(",")
            file.write(f"{kind},X07000002,P12M/2015-03,offences,all,{against},4,EXA-1,{line}\n")
    assert CliRunner().invoke(main, ["audit", "--project", str(project)]).exit_code == 1
    done = CliRunner().invoke(main, ["check", "--project", str(project)])
    told = re.findall(r"claims.csv, row (\d+), column against: .+\. .+\.", done.output)
    assert len(told) == len(set(told)) == len(INCOMPLETE), done.output


COUNTS = st.integers(min_value=1, max_value=10**7)


def rounded(number: Fraction, decimals: int) -> str:
    """A number as a careful writer prints it: half away from zero."""
    scaled = abs(number) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    sign = "-" if number < 0 and whole else ""
    return f"{sign}{whole / 10**decimals:.{decimals}f}"


@cache
def two_numbers() -> tuple[Cells, Cell, Cell]:
    """Two figures of the county that a property may set."""
    holdings = open_holdings(COUNTY)
    first = Cell("recorded-crime", "X07000004", "P12M/2017-03", "offences", "all")
    return Cells(holdings), first, first.at(period="P12M/2016-03")


@settings(max_examples=300, deadline=None)
@given(later=COUNTS, earlier=COUNTS, decimals=st.integers(0, 3))
def test_what_is_rightly_rounded_is_never_found(later: int, earlier: int, decimals: int) -> None:
    cells, first, second = two_numbers()
    for cell, number in ((first, later), (second, earlier)):
        cells.put(cell, Held(cell, Range.exactly(Fraction(number)), True, 0, ("EXA-1",)))
    change = Fraction(later - earlier)
    printed = {
        "change": str(later - earlier),
        "percent_change": rounded(100 * change / earlier, decimals) + "%",
        "share": rounded(Fraction(100 * later, earlier), decimals) + "%",
        "sign": "rose" if change > 0 else "fell" if change < 0 else "no change",
        "text_vs_table": f"{later:,}",
    }
    for kind, text in printed.items():
        claim = Claim(kind, first, Against(period=(second.period,)), text, "EXA-1")
        assert outcome_of(claim, cells).agrees, (kind, text)


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(st.fractions(0, 1000), min_size=2, max_size=6), decimals=st.integers(0, 2))
def test_rounded_parts_of_a_rounded_total_are_never_found(
    parts: list[Fraction], decimals: int
) -> None:
    """Percentages that were each rounded need not add up to the rounded sum."""
    unit = Fraction(1, 10**decimals)
    ranges = [Range.rounded(Fraction(rounded(part, decimals)), unit) for part in parts]
    total = ranges[0]
    for one in ranges[1:]:
        total = total + one
    shown = read(rounded(sum(parts, Fraction(0)), decimals) + "%").allows(is_count=False)
    assert shown is not None
    assert total.meets(shown)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("29%", "28.5", "29.5"),
        ("+722", "722", "722"),
        ("- 4.3%", "-4.35", "-4.25"),
        ("fell by 180", "-180", "-180"),
        ("doubled", "97.5", "102.5"),
        ("2.3 million", "2250000", "2350000"),
        ("one in five", "17.5", "22.5"),
        ("almost a third", "28.33", "33.34"),
        ("nearly 5 million", "0", "5000000"),
        ("30 times", "2950", "3050"),
    ],
)
def test_what_is_printed_allows(text: str, low: str, high: str) -> None:
    found = read(text).allows(is_count="%" not in text, is_change=True)
    assert found is not None
    ends = found.low - Fraction(low), found.high - Fraction(high)
    assert all(abs(Fraction(end)) <= Fraction(1, 100) for end in ends)


def test_places_are_read() -> None:
    assert [int(p.high) for t in ("6", "4th lowest", "second highest", "top two")
            if (p := places(t))] == [6, 4, 2, 2]  # fmt: skip


def test_the_audit_does_not_touch_what_it_reads() -> None:
    holdings = open_holdings(COUNTY)
    before = holdings.observations.copy()
    audit(holdings)
    pd.testing.assert_frame_equal(holdings.observations, before)
