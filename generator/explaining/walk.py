"""The walk of one figure, from its row to its pages, in six steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from generator.explaining import compared
from generator.explaining.compared import Compared, Listed
from generator.explaining.origins import Letter, Origin, Origins, letters, origin_of
from generator.explaining.places import Sentence, Stand, WrittenPages
from generator.explaining.workings import Working, working
from generator.figures.figures import Figure, categories_of
from generator.pages import disputes
from generator.pages.assembling import site
from generator.pages.book import Book
from generator.pages.findings import finding
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.datasets import NO_VALUE


@dataclass(frozen=True, slots=True)
class Head:
    """Which figure it is, in ids and in words; ``absent`` says in a sentence why there is none, and
    ``newer`` is the period of a newer one that has no number."""

    key: str
    indicator: str
    title: str
    area: str
    place: str
    period: str
    period_label: str
    category: str
    category_label: str
    others: tuple[str, ...]
    value: float | None
    count: float | None
    shown: str
    status: tuple[Letter, ...]
    absent: str
    newer: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A finding of the audit, and where it is told; ``is_own`` if it is about the figure itself
    and not about a number that this rests on."""

    sentence: str
    shown: str
    address: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """Everything about one figure: its row, what was done to it, what it is compared with, what
    the site says of it, what the audit says (``claims`` were worked out again), where it stands."""

    figure: Head
    origin: Origin
    working: Working
    before: Compared | None
    around: tuple[Compared, ...]
    place: Listed | None
    sentences: tuple[Sentence, ...]
    claims: int
    findings: tuple[Disputed, ...]
    stands: tuple[Stand, ...]
    dataset: str
    downloads: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields that ``explain --format json`` prints."""
        return asdict(self)


class Guide:
    """Whoever walks: what every walk of one site looks things up in, made once.

    ``only`` names the areas whose pages are looked in, beside those of no area; all without it.
    """

    def __init__(self, book: Book, only: Sequence[str] = ()) -> None:
        self.book = book
        self.rows = Origins(book.holdings)
        self.written = WrittenPages(site(book, only))

    def walk(self, figure: Figure) -> Walk:
        """The walk of one figure."""
        book = self.book
        origin = origin_of(book, self.rows, figure)
        done = working(book, self.rows, figure, origin)
        said = self.written.said(book, figure, compared.sentences(book, figure))
        place = compared.place(book, figure)
        return Walk(
            figure=head(book, figure),
            origin=origin,
            working=done,
            before=compared.before(book, figure),
            around=tuple(compared.around(book, figure)),
            # A place that no page tells is none: the author of the topic did not ask for it.
            place=place if any(one.kind == "standing" for one in said) else None,
            sentences=tuple(said),
            claims=self._claims(origin),
            findings=tuple(self._findings(origin, done)),
            stands=tuple(self.written.stands(book, figure)),
            dataset=f"/data/{figure.dataset}/",
            downloads=tuple(self._downloads(figure, origin)),
        )

    def _claims(self, origin: Origin) -> int:
        """How many claims of the sources about this number could be worked out again?"""
        own, tested = origin.cell, self.book.audit.tested
        return sum(claim.cell == own and outcome.is_tested for claim, outcome in tested)

    def _findings(self, origin: Origin, done: Working) -> Iterator[Disputed]:
        """What the audit found about the figure's number, then about those that it rests on."""
        cells = list(dict.fromkeys(c for one in (origin, *done.against) for c in one.cells))
        told = [one for one in self.book.disagreements.values() if one.finding.cell in cells]
        for one in sorted(told, key=lambda one: one.finding.cell != origin.cell):
            address = f"/{disputes.HERE}#{one.id}"
            yield Disputed(one.sentence, one.shown, address, one.finding.cell == origin.cell)

    def _downloads(self, figure: Figure, origin: Origin) -> Iterator[str]:
        """The files that hold the figure, its rows, or all figures of its area."""
        areas = self.book.holdings.areas
        area = areas[figure.area]
        yield "/data/figures.csv"
        for name in dict.fromkeys(cell.dataset for cell in origin.cells):
            yield f"/data/{name}.csv"
        district = areas.ancestor(area, "district") if area.level == "ward" else None
        for one in (area, district):
            address = f"/{self.book.address(one)}" if one else ""
            if one and self.written.has(address) and address != "/":
                yield f"{address}data.csv"


def head(book: Book, figure: Figure) -> Head:
    """Which figure is it?"""
    voice = book.voice(figure.indicator)
    known = categories_of(voice.indicator, voice.dataset)
    newer = finding(book, figure).newer
    others = [c for c in known if book.figures.series(voice.key, c, area=figure.area)]
    return Head(
        figure.key,
        figure.indicator,
        _title(voice, figure),
        area=figure.area,
        place=wording.place(voice.area(figure.area)),
        period=figure.period.iso,
        period_label=voice.period_label(figure.period),
        category=figure.category,
        category_label=voice.category_label(figure.category),
        others=tuple(c for c in others if c != figure.category),
        value=figure.value,
        count=figure.count,
        shown=compared.shown(voice, figure),
        status=letters(figure.status),
        absent=_absent(voice, figure),
        newer=newer.period.iso if newer else "",
    )


def _title(voice: Voice, figure: Figure) -> str:
    """The indicator, and the category where it is one of several."""
    label = voice.category_label(figure.category)
    is_part = voice.is_part(figure.category) and not voice.indicator.category
    return f"{voice.indicator.title} ({label})" if is_part else voice.indicator.title


def _absent(voice: Voice, figure: Figure) -> str:
    is_absent = figure.is_absent or (figure.is_doubted and set(figure.status) & set(NO_VALUE))
    return narrative.left_out(voice, figure) or (
        narrative.absence(voice, figure) if is_absent else ""
    )
