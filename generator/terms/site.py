"""Who publishes a site, for which area, and which release of its figures this is."""

from __future__ import annotations

import calendar
import re
from datetime import date

from pydantic import BaseModel, ConfigDict, computed_field, field_validator, model_validator

from generator.terms.colours import SHIPPED, Palette
from generator.terms.indicators import MisplacedError

PLACEHOLDER = "[publisher"
RELEASE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>.]+(\.[^@\s<>.]+)+")
WEB = re.compile(r"https?://[^\s/?#@<>\"]+\.[^\s/?#@<>\".]+(:\d+)?([/?#][^\s<>\"]*)?")


def last_day(release: str) -> date:
    """The day up to which a release (a year and month, or a day) can know anything.

    Raises ValueError where the text is no such id.

    >>> last_day("2026-11"), last_day("2026-11-21")
    (datetime.date(2026, 11, 30), datetime.date(2026, 11, 21))
    """
    found = RELEASE.fullmatch(release)
    if not found:
        raise ValueError(release)
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        raise ValueError(release)
    return date(year, month, int(found[3] or calendar.monthrange(year, month)[1]))


def labelled(release: str) -> str:
    """A release as people say it. Raises ValueError where the text is no such id.

    >>> labelled("2026-11"), labelled("2026-11-05")
    ('November 2026', '5 November 2026')
    """
    day, is_a_day = last_day(release), release.count("-") == 2
    return f"{day.day} {day:%B %Y}" if is_a_day else f"{day:%B %Y}"


def is_release(text: str) -> bool:
    """Is it the id of a release?

    >>> is_release("2026-11"), is_release("2026-11-21"), is_release("2026-13"), is_release("last")
    (True, True, False, False)
    """
    try:
        last_day(text)
    except ValueError:
        return False
    return True


class Site(BaseModel):
    """Who publishes, and for which area: ``data/site.yml``.

    ``release`` is an id, a year and month or a day; how old something is counts from its last day
    and never from the clock. ``is_placeholder`` is true while the publisher's name is not filled
    in, and every page says so. ``colours`` holds the shipped ones where the project gives no own.
    ``archives`` is the folder of the packed sites of releases, if not ``data/releases/``.
    The reasons to call of ``profile_subjects`` and ``ward_subjects`` stand on these pages; without
    any, all do. ``attribution`` is what the licences of
    the sources ask for, the first of it at the foot of every page.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    publisher: str
    email: str
    address: str
    area: str
    home_indicator: str = ""
    release: str
    newer_name: str = ""
    newer_address: str = ""
    attribution: tuple[str, ...] = ()
    profile_subjects: tuple[str, ...] = ()
    ward_subjects: tuple[str, ...] = ()
    is_placeholder: bool = False
    archives: str = ""
    colours: Palette = SHIPPED

    @property
    def released(self) -> date:
        """The last day of the release."""
        return last_day(self.release)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def mailbox(self) -> str:
        """Where readers write to; blank while no address is filled in."""
        return "" if self.email.startswith(PLACEHOLDER) else self.email

    @computed_field  # type: ignore[prop-decorator]
    @property
    def release_label(self) -> str:
        """The release as people say it: November 2026, or 21 November 2026."""
        return labelled(self.release)

    def full(self, address: str) -> str:
        """The whole address of a page of this site; blank while the site's own is not filled in."""
        if not self.address or self.address.startswith(PLACEHOLDER):
            return ""
        return f"{self.address.rstrip('/')}/{address}"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def root(self) -> str:
        """The whole address of the front page; blank while it is not filled in."""
        return self.full("")

    @field_validator("release")
    @classmethod
    def _is_release(cls, text: str) -> str:
        try:
            last_day(text)
        except ValueError:
            what = f'"{text}" is no release.'
            form = "Write its year and month, as 2026-11, or its day, as 2026-11-21."
            raise ValueError(f"{what} >> {form}") from None
        return text

    @field_validator("email")
    @classmethod
    def _is_email(cls, text: str) -> str:
        if not text.startswith(PLACEHOLDER) and not EMAIL.fullmatch(text):
            form = "Write the address of a mailbox, as profiles@council.gov.uk."
            raise ValueError(f'"{text}" is no e-mail address. >> {form}')
        return text

    @field_validator("address", "newer_address")
    @classmethod
    def _is_web(cls, text: str) -> str:
        if text and not text.startswith(PLACEHOLDER) and not WEB.fullmatch(text):
            form = "Write the whole address, as https://profiles.council.gov.uk/."
            raise ValueError(f'"{text}" is no web address. >> {form}')
        return text

    @field_validator("address")
    @classmethod
    def _is_there(cls, text: str) -> str:
        if text and (not text.strip() or "?" in text or "#" in text):
            form = "Write the whole address, as https://profiles.council.gov.uk/."
            raise ValueError(f'"{text}" is no address that a site can stand at. >> {form}')
        return text

    @model_validator(mode="after")
    def _whole(self) -> Site:
        if bool(self.newer_name) != bool(self.newer_address):
            raise MisplacedError(
                '"newer_name" and "newer_address" go together. >> Fill in both, or neither.',
                "newer_name" if self.newer_name else "newer_address",
            )
        marked = [key for key, text in self if str(text).startswith(PLACEHOLDER)]
        if marked and not self.is_placeholder:
            raise MisplacedError(
                f'"{marked[0]}" is still a placeholder. >> Fill it in, or add '
                "is_placeholder: true, and every page says that it is a demonstration.",
                marked[0],
            )
        return self
