"""How the audit is told: as text for whoever prepares a release, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from generator.audit.auditing import Audit, Tally
from generator.audit.findings import Finding
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.claims import Against
from generator.terms.datasets import Dataset
from generator.terms.periods import Period

KINDS = {
    "sum": "sum",
    "change": "change",
    "percent_change": "change in percent",
    "rate": "rate",
    "share": "share",
    "rank": "place in a list",
    "sign": "direction",
    "text_vs_table": "text and table",
    "conflict": "two figures of one thing",
    "impossible": "out of range",
    "label": "label",
}
TABLES = ("text_vs_table", "conflict")
WAYS = {
    ("up", True): "The figures go up",
    ("down", True): "The figures go down",
    ("up", False): "It is higher",
    ("down", False): "It is lower",
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A finding as its page tells it."""

    id: str
    finding: Finding
    where: str
    place: str
    subject: str
    follows: str
    shown: str
    kind: str

    @property
    def sentence(self) -> str:
        """All of it in a line, for the foot of a page."""
        claim = self.finding.claim
        why = f" {self.finding.explanation}" if self.finding.explanation else ""
        return f'{self.where}: {claim.source} prints "{claim.text.strip()}". {self.follows}{why}'


def told(holdings: Holdings, found: Audit) -> list[Disagreement]:
    """Every finding with an address of its own: its table's id and its line."""
    seen: dict[str, int] = {}
    listed = []
    for finding in found.findings:
        claim = finding.claim
        stem = f"{claim.source}-{claim.line}" if claim.line else claim.source
        seen[stem] = seen.get(stem, 0) + 1
        name = stem.lower() + (f"-{seen[stem]}" if seen[stem] > 1 else "")
        listed.append(
            Disagreement(
                name, finding, about(holdings, finding), place=place(holdings, finding),
                subject=subject(holdings, finding), follows=follows(finding), shown=shown(finding),
                kind=KINDS[claim.kind],
            )
        )  # fmt: skip
    return listed


def shown(finding: Finding) -> str:
    """Which of the two numbers does the site show?"""
    kind, against = finding.claim.kind, finding.claim.against
    if kind == "label":
        return "The site uses what fits."
    if kind in TABLES and against == Against():
        return "The site shows the table's."
    if against.mean_at_least:
        return "The site does not show this number."
    if finding.shows_printed:
        return "The site shows what is printed, with a mark."
    return "The site shows what follows."


def place(holdings: Holdings, finding: Finding) -> str:
    """Which row a finding is about: the area, and what was counted where that is not the usual."""
    dataset, area, _, measure, category = finding.cell
    if not dataset:
        against = finding.claim.against
        return wording.upper_first(against.named.replace("-", " ") or against.label)
    held = holdings.datasets[dataset]
    parts = [holdings.areas[area].name]
    label = wording.lower_first(held.categories[category].label, holdings.names)
    if more := finding.claim.against.plus:
        parts.append(_together(holdings, held, (category, *more)))
    elif category != "all" and label.lower() != parts[0].lower():
        parts.append(label)
    if measure != next(iter(held.measures)):
        parts.append(measure.replace("-", " "))
    return ", ".join(parts)


def _together(holdings: Holdings, dataset: Dataset, counted: tuple[str, ...]) -> str:
    """Several categories by name, or, where they are most of what they lie in, what is left out."""
    every = dataset.parts(dataset.categories[counted[0]].within)
    out = [part for part in every if part not in counted]
    labels = (dataset.categories[name].label for name in out or counted)
    named = [wording.lower_first(label, holdings.names) for label in labels]
    return f"all but {wording.listing(named)}" if out else wording.listing(named)


def subject(holdings: Holdings, finding: Finding) -> str:
    """What it is about, and of when."""
    dataset, _, period, _, _ = finding.cell
    if not dataset:
        return "Names and numbers"
    held = holdings.datasets[dataset]
    label = Period.parse(period).label(held.label_style)
    return held.title if label in held.title else f"{held.title}, {label}"


def about(holdings: Holdings, finding: Finding) -> str:
    """All of that in one line."""
    where, what = place(holdings, finding), subject(holdings, finding)
    if not finding.cell.dataset:
        return where
    return f"{where}: {wording.lower_first(what, holdings.names)}"


def document_name(holdings: Holdings, source: str) -> str:
    """Who published a document, and what it is called."""
    entry = holdings.sources.get(source)
    return f"{entry.publisher}, {entry.document}" if entry else source


def counted(counts: Tally) -> str:
    """How many claims there are and how they came out, in a sentence."""
    more = f" {counts.untestable:,} more could not be worked out again."
    noun = "claim was" if counts.tested == 1 else "claims were"
    verbs = ("agrees" if counts.agreed == 1 else "agree", "does" if counts.disagreed == 1 else "do")
    return (
        f"{counts.tested:,} {noun} worked out again: {counts.agreed:,} {verbs[0]}, "
        f"{counts.disagreed:,} {verbs[1]} not.{more if counts.untestable else ''}"
    )


def as_text(holdings: Holdings, found: Audit) -> str:
    """Every finding, document by document, the most serious first."""
    blocks = ["\n".join(_block(holdings, found, name)) for name in found.by_document]
    return "\n\n".join([*blocks, f"In all: {counted(found.all)}"])


def _block(holdings: Holdings, found: Audit, document: str) -> Iterator[str]:
    mine = [f for f in found.findings if f.claim.document == document]
    first = next(claim for claim, _ in found.tested if claim.document == document)
    yield document_name(holdings, first.source)
    yield counted(found.by_document[document])
    for finding in mine:
        yield from _lines(finding, about(holdings, finding))
    yield from _untested(found, document)


def _untested(found: Audit, document: str) -> Iterator[str]:
    """Which claims of a document could not be worked out again, reason by reason."""
    places: dict[str, list[str]] = {}
    for claim, outcome in found.tested:
        if claim.document == document and not outcome.is_tested:
            line = f", line {claim.line}" if claim.line else ""
            places.setdefault(outcome.why_not, []).append(f"{claim.source}{line}")
    for reason, where in places.items():
        yield ""
        yield f"  Not worked out again, because {reason}: {'; '.join(dict.fromkeys(where))}"


def _lines(finding: Finding, where: str) -> Iterator[str]:
    claim = finding.claim
    line = f", line {claim.line}" if claim.line else ""
    yield ""
    yield f"  {claim.source}{line}: {where} ({KINDS[claim.kind]})"
    yield f'      Printed: "{claim.text.strip()}". {follows(finding)}'
    why = f"{finding.explanation} " if finding.explanation else ""
    yield f"      {why}{shown(finding)}"


def follows(finding: Finding) -> str:
    """What follows, as a sentence."""
    kind, against = finding.claim.kind, finding.claim.against
    text = re.sub(r"(?<![\w/])-(?=\d)", "\N{MINUS SIGN}", finding.recomputed)
    if against.label == "column":
        return f"It stands under the heading of another period; it is of {text}."
    if against.label == "heading":
        return f"Its column has no heading of its own; these figures are of {text}."
    if kind == "label":
        return f"What fits the rest: {text}."
    if against.is_rest_of_100:
        return f"What is left of 100: {text}."
    if kind == "impossible":
        least, _, most = text.partition(" to ")
        return f"It must lie between {least} and {most}." if most else f"It must be {text}."
    if kind == "rank":
        return f"What follows: place {text}, counted from the {against.start}."
    if kind == "sign":
        return f"{WAYS.get((text, bool(against.period)), 'It is the same')}."
    if "majority" in finding.claim.text.lower():
        return f"The figure is {text}; a majority is more than half."
    if kind in TABLES and not (against.is_mean or against.how_many or against.over > 1):
        return f"The table has {text}."
    return f"What follows: {text}."


def as_json(found: Audit) -> dict[str, Any]:
    """The fields that ``audit --format json`` prints."""
    return {
        **asdict(found.all),
        "by_source": {source: asdict(counts) for source, counts in found.by_source.items()},
        "by_document": {name: asdict(counts) for name, counts in found.by_document.items()},
        "findings": [finding.as_json() for finding in found.findings],
    }
