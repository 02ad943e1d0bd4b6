"""Which figure is meant by the words of a command: an area, an indicator, a period, a category."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.figures.figures import Figure, categories_of
from generator.pages.book import Book
from generator.problems import nearest, shown, suggestion
from generator.telling import narrative
from generator.telling.meant import MOST_TOLD, area_meant
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.periods import Period
from generator.unexpected import HinderedError


class Asked(NamedTuple):
    """The words as they were typed; a blank period is the newest, a blank category the first."""

    area: str
    indicator: str
    period: str = ""
    category: str = ""


def meant(book: Book, asked: Asked) -> Figure:
    """Which figure is meant? Raises HinderedError with a sentence where there is none, or more
    than one."""
    area = area_meant(book.holdings.areas, asked.area, book.address)
    voice = book.voice(_indicator(book, asked.indicator))
    category = _category(book, voice, area, asked.category)
    series = book.figures.series(voice.key, category, area=area.code)
    if not series:
        raise HinderedError(_nothing(book, voice, area, category))
    if asked.period:
        return _of_period(voice, series, asked.period)
    return book.newest(voice.key, category, area) or series[-1]


def _indicator(book: Book, text: str) -> str:
    """The id of an indicator, from its id or its title."""
    known = book.holdings.indicators
    if text in known:
        return text
    ids = {indicator.title.casefold(): key for key, (_, indicator) in known.items()}
    if text.casefold() in ids:
        return ids[text.casefold()]
    near = nearest(text, known) or ids.get(nearest(text, ids) or "")
    where = "Each stands under indicators: in a dataset.yml."
    remedy = f'Did you mean "{near}"?' if near else where
    raise HinderedError(f'There is no indicator "{shown(text)}". {remedy}')


def _category(book: Book, voice: Voice, area: Area, text: str) -> str:
    """The category that was asked for, or the first in which the area has a figure."""
    known = categories_of(voice.indicator, voice.dataset)
    if not text:
        held = (c for c in known if book.figures.series(voice.key, c, area=area.code))
        return next(held, known[0])
    if text not in known:
        what = f'The indicator "{voice.key}" has no category "{shown(text)}".'
        raise HinderedError(f"{what} {suggestion(text, known)}")
    return text


def _nothing(book: Book, voice: Voice, area: Area, category: str) -> str:
    """That an area has no row of this, and which areas have one: those around it, or others."""
    said = narrative.absence(voice, None, area.code, category)
    near = book.nearest(area, voice.key, category)
    held = (figure.area for figure in book.figures.across(voice.key, category))
    codes = [near.area] if near else list(dict.fromkeys(held))
    named = [f"{wording.place(voice.area(code))} ({code})" for code in codes[:MOST_TOLD]]
    verb = "The nearest is of" if near else "There are some of"
    more = f" and {len(codes) - MOST_TOLD} more" if len(codes) > MOST_TOLD else ""
    return f"{said} {verb} {', '.join(named)}{more}." if named else said


def _of_period(voice: Voice, series: Sequence[Figure], text: str) -> Figure:
    """The figure of a period in ISO form, as a label shows it, or as people write it."""
    labels = {voice.period_label(figure.period).casefold(): figure for figure in series}
    isos = {figure.period.iso: figure for figure in series}
    found = isos.get(text) or labels.get(text.casefold()) or isos.get(_iso(text))
    if found:
        return found
    held = [f"{f.period.iso} ({voice.period_label(f.period)})" for f in series[-MOST_TOLD:]]
    place = wording.place(voice.area(series[0].area))
    what = f'There is no figure of "{shown(text)}" for {place} on {voice.key}.'
    more = "The newest are" if len(series) > MOST_TOLD else "There are" if held[1:] else "There is"
    raise HinderedError(f"{what} {more} {', '.join(held)}.")


def _iso(text: str) -> str:
    """A written period in ISO form; blank for what is no period."""
    try:
        return Period.parse(text).iso
    except ValueError:
        return ""
