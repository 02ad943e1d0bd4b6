"""A release: a dated, frozen set of figures and of the site made from them, and what was found
wrong with it since."""

from __future__ import annotations

import re
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, field_validator

from generator.terms.sentences import ended

BELOW = re.compile(r"\d{4}-\d{2}(-\d{2})?/")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
RELEASES = "data/releases"
A_TIME = "Write it as 2026-12-01T09:30; or with a zone, as 2026-12-01T09:30+00:00."
FORM = "Name it by its year and month, as 2026-11.yml, or by its day, as 2026-11-05.yml."


def _a_day(text: str) -> str:
    """A day of the calendar, as 2026-11-30. Raises ValueError with a sentence."""
    try:
        if not DAY.fullmatch(text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is no day. >> Write it as 2026-11-30.') from None
    return text


def spoken(text: str) -> str:
    """A day as people say it.

    >>> spoken("2026-12-03")
    '3 December 2026'
    """
    on = date.fromisoformat(text)
    return f"{on.day} {on:%B %Y}"


def at_time(text: str) -> datetime:
    """A time of a day, as 2026-12-01T09:30, by the clock of this computer where it names no zone.

    Raises ValueError with a sentence.
    """
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is no time. >> {A_TIME}') from None
    if not re.search(r"\d[T ]\d", text):  # midnight, which nobody may have meant
        raise ValueError(f'"{text}" is a day without a time. >> {A_TIME}')
    return when


def _a_time(text: str) -> str:
    """A time, or blank. Raises ValueError with a sentence."""
    if text:
        at_time(text)
    return text


class Dated(BaseModel):
    """A part of a release that happened on a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: str

    _is_a_day = field_validator("date")(_a_day)

    @property
    def day(self) -> str:
        """The day as people say it: 3 December 2026."""
        return spoken(self.date)


class SignOff(Dated):
    """An office that looked at a part of a release and answers for it."""

    what: str
    by: str


def _filled_in(text: str) -> str:
    """A text that is there. Raises ValueError where it is not."""
    if not text.strip():
        raise ValueError("It is blank. >> Fill it in.")
    return text


def _filled(text: str) -> str:
    """What stands on pages, with its full stop. Raises ValueError where nothing does."""
    if not text.strip():
        raise ValueError("It is blank. >> Write in a sentence what readers are to know.")
    return ended(text)


class CorrectedFigure(BaseModel):
    """Which figure of a release was wrong."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicator: str
    area: str
    period: str
    category: str = "all"


class Correction(Dated):
    """What was found wrong in a release: ``pages`` are the addresses in it where that stands."""

    what: str
    why: str
    old: str = ""
    new: str = ""
    pages: tuple[str, ...]
    figure: CorrectedFigure | None = None

    _is_filled = field_validator("what", "why")(_filled)


class Withdrawal(Dated):
    """A page that was taken out of a release, and why."""

    page: str
    why: str

    _is_filled = field_validator("why")(_filled)


class Release(BaseModel):
    """What ``data/releases/<id>.yml`` says: which figures these are, who signed them off, and what
    was corrected or withdrawn since. ``date`` is the day of publication; ``next_release`` says in
    words when the next one is due, ``not_before`` the time before which nothing of it may be
    published."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    date: str
    summary: str
    new: tuple[str, ...] = ()
    known_problems: tuple[str, ...] = ()
    next_release: str
    not_before: str = ""
    is_demonstration: bool = False
    signed_off: tuple[SignOff, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()

    _is_a_day = field_validator("date")(_a_day)
    _is_a_time = field_validator("not_before")(_a_time)
    _is_filled = field_validator("title", "summary", "next_release")(_filled_in)

    @property
    def day(self) -> str:
        """The day of publication as people say it."""
        return spoken(self.date)

    @property
    def embargo(self) -> str:
        """The time before which nothing of it may be published, as people say it; or blank."""
        return time_told(at_time(self.not_before)) if self.not_before else ""


def time_told(when: datetime) -> str:
    """A time of a day as people say it.

    >>> time_told(at_time("2026-12-01T09:30"))
    '1 December 2026, 09:30'
    """
    return f"{when.day} {when:%B %Y, %H:%M}"


def is_of_release(name: str) -> bool:
    """Is a file of the site, or an address, that of an earlier release?

    >>> is_of_release("2026-11/dover/index.html"), is_of_release("dover/index.html")
    (True, False)
    """
    return bool(BELOW.match(name))


def folder_of(release: str) -> str:
    """Where is a release kept, as named from the project?

    >>> folder_of("2026-11")
    'data/releases/2026-11'
    """
    return f"{RELEASES}/{release}"
