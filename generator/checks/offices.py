"""Rules about contacts: offices and never people, each with a way to reach it that can be used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Fault, Place, Problem, shown
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.contacts import Contact
from generator.terms.periods import EARLIEST

FILE = "data/contacts.csv"
WAYS = ("address", "telephone", "email", "web")
AS_DIALLED = "Write its digits as they are dialled, and words in the hours column."
SPOKEN = ("office", "address", "hours", "checked_against")
RANKS = (
    *("PC", "PCs", "WPC", "PCSO", "CSO", "DC", "DS", "DI", "DCI", "DCS", "Sgt", "Sergeant"),
    *("Constable", "Insp", "Inspector", "Supt", "Superintendent", "CI", "PS", "TDC", "SC"),
)
TITLES = (
    *("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Sir", "Dame", "Cllr", "Councillor", "Rev", "Revd"),
    *("Prof", "Professor", "Alderman", "Lord", "Lady"),
)
# Words after a rank or a title that show it to be part of an office's name or of an address.
NO_NAMES = (
    *("Team", "Unit", "Office", "Service", "Services", "Support", "Desk", "Department", "Panel"),
    *("House", "Road", "Street", "Close", "Way", "Lane", "Avenue", "Court", "Hall", "Centre"),
    *("Hospital", "Surgery", "School", "Drive", "Place", "Square", "Park", "Crescent", "Building"),
    *("Terrace", "Gardens", "Hill", "Walk", "Foundation", "Trust", "Charity", "Fund", "General"),
)
# Words that an office's mailbox is made of; "jo.bloggs" has none of them.
OFFICES = """
abuse advice alcohol anti antisocial area asb behaviour borough business care case centre
children city civic cohesion commissioner committee community complaints contact council county
crime customer data democratic desk digital district domestic drugs duty emergency enforcement
engagement enquiries enquiry environment environmental families family feedback fire foi fraud
front general hate health help helpline home hotline housing info information intelligence
justice legal liaison licensing local mail media member members neighbourhood news noise office
online partnership partnerships pcc performance planning police policing policy post press
prevention probation protection public reception refuge register reporting reports rescue
research response road safe safeguarding safer safety schools scrutiny secure security services
service social standards statistics street support switchboard team town trading traffic
training unit victim victims violence volunteer wardens waste web welfare witness women youth
"""
NAMED = re.compile(
    rf"\b({'|'.join((*RANKS, *TITLES))})\b\.?\s+(?:\d{{1,9}}\s+)?((?:[A-Z][\w'’-]*\.?\s*){{1,3}})"
)
NUMBERED = re.compile(
    rf"\b(?:{'|'.join((*RANKS, 'Officer'))})\s?\d{{2,9}}\b"
    r"|\b(?:shoulder|collar|warrant)\s+(?:number|no\b)|\bno\.? ?\d{4,9}\b",
    re.I,
)
# What may stand beside the digits of a telephone number: brackets, points, dashes, an extension.
BESIDE_DIGITS = re.compile(
    r"\([^()0-9]*[0-9]?[^()0-9]*\)|\b(?:ext(?:ension)?|option)\b\.?\s?[0-9]{0,6}$", re.I
)
# So many digits make a number that can be dialled: the last of an extension, or all of one abroad.
FEWEST_DIGITS, MOST_DIGITS, MOST_AT_HOME = 3, 15, 11
RELAY = "18001"
# What two entries can have in common.
ALIKE = {"telephone": "telephone number", "web": "website"}


def reachable(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Entries that no document prints and that say no way to reach the office."""
    for row, cells in _rows(holdings):
        if not cells["printed"] and not any(cells[way] for way in WAYS):
            what = f"{shown(cells['office'])} has no telephone, e-mail, web or postal address."
            remedy = "Fill one in, or give the year of the document that prints it, in printed."
            yield _problem(row, "telephone", what, remedy)


def telephones(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Numbers that cannot be dialled as they stand, or that belong to one person."""
    for row, cells in _rows(holdings):
        for number in re.split(r"[/,;]|\bor\b", cells["telephone"]) if cells["telephone"] else ():
            if fault := _number_fault(number.strip()):
                yield fault.at("contacts", Place(FILE, row, "telephone"))


def _number_fault(text: str) -> Fault | None:
    if re.fullmatch(r"[\d.]+[eE]\+?\d+|\d+\.0+", text):
        what = f'A spreadsheet has made another number of the telephone number: "{text}".'
        return Fault(what, "Format the column as text, and type the number again.")
    bare = re.sub(r"[\s().\-–]", "", text)
    if re.fullmatch(r"(?:(?:\+|00)44(?:0)?|0)?7\d{9}", bare):
        what = f'"{text}" is a mobile number, which belongs to one person.'
        return Fault(what, "Give the number of the office.")
    if re.fullmatch(r"[1-35689]\d{8,9}", bare):
        return Fault(f'The number "{text}" has lost the 0 at its front.', f"Write 0{text}.")
    return None if _can_be_dialled(text) else Fault(f'"{text}" is no telephone number.', AS_DIALLED)


def _can_be_dialled(text: str) -> bool:
    """Digits and what people set between them, as many as a number has.

    >>> [_can_be_dialled(text) for text in ("0300 123 2040", "101 (press 2)", "abc", "0" * 19)]
    [True, True, False, False]
    """
    if not re.fullmatch(r"\+?[0-9\s().\-–]+", bare := BESIDE_DIGITS.sub("", text).strip()):
        return False
    digits = re.sub(r"[^0-9]", "", bare).removeprefix(RELAY if bare != RELAY else "")
    is_home = digits.startswith("0") and not digits.startswith("00")
    return FEWEST_DIGITS <= len(digits) <= (MOST_AT_HOME if is_home else MOST_DIGITS)


def spoken_for(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Contacts for no reason to call, or for no area: no page would show them."""
    for row, cells in _rows(holdings):
        for column, one in (("subject", "a subject of data/subjects.csv"), ("areas", "an area")):
            if not cells[column]:
                what = f'"{column}" is blank, so the contact stands on no page.'
                yield _problem(row, column, what, f"Name {one}, or several with a blank between.")


def printed_when(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Years of printing that are none, or that the release cannot know yet."""
    for row, cells in _rows(holdings):
        year = cells["printed"]
        if year and not (re.fullmatch(r"[0-9]{4}", year) and int(year) >= EARLIEST):
            yield _problem(row, "printed", f'"{year}" is no year.', "Write it as 2017.")
        elif year and holdings.site and int(year) > holdings.site.released.year:
            what = f"It was printed in {year}, after the release of {holdings.site.release_label}."
            yield _problem(row, "printed", what, "Correct the year, or release: in data/site.yml.")


def web_addresses(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Web addresses without https:// or http://, or with a blank in them."""
    for row, cells in _rows(holdings):
        web = cells["web"]
        if web and not re.match(r"https?://", web):
            what = f'The web address "{web}" does not begin with https:// or http://.'
            yield _problem(row, "web", what, "Write the whole address.")
        elif web and not re.fullmatch(r"https?://[^\s/?#@<>\"]+\.[^\s<>\"]+", web):
            what = f'"{web}" is no web address.'
            yield _problem(row, "web", what, "Copy it from the browser.")


def mailboxes(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """E-mail addresses that are none, and mailboxes of one person."""
    for row, cells in _rows(holdings):
        email = cells["email"]
        if email and not re.fullmatch(r"[^@\s<>]+@[^@\s<>.]+(\.[^@\s<>.]+)+", email):
            what = f'"{email}" is no e-mail address.'
            yield _problem(row, "email", what, "Write one address, as office@council.gov.uk.")
        elif email and _is_of_a_person(email.partition("@")[0], cells["office"]):
            what = f'"{email}" looks like the mailbox of one person.'
            yield _problem(row, "email", what, "Give the mailbox of the office.")


def _is_of_a_person(mailbox: str, office: str) -> bool:
    """Is it of the form first.last, with no word of an office in it?

    >>> _is_of_a_person("jo.bloggs", "Anywhere"), _is_of_a_person("community.safety", "Anywhere")
    (True, False)
    """
    parts = re.split(r"[._-]", mailbox.casefold())
    words = [re.sub(r"\d+$", "", part) for part in parts]
    if not 2 <= len(words) <= 3 or not all(re.fullmatch(r"[^\W\d_]+", word) for word in words):
        return False
    of_office = {*OFFICES.split(), *re.findall(r"\w+", office.casefold())}
    return not any(word in of_office for word in words)


def people(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Ranks or titles with a name, and shoulder numbers: people, where an office should stand."""
    for row, cells in _rows(holdings):
        for column in SPOKEN:
            if found := _person(cells[column]):
                what = f'"{found}" is a person.'
                remedy = "Name the office or the role: people move on, and the page stays."
                yield _problem(row, column, what, remedy)


def _person(text: str) -> str:
    """The words that name a person in a text, or nothing.

    >>> _person("PC 1234 Jo Bloggs"), _person("Inspector of Constabulary"), _person("Mr J Smith")
    ('PC 1234 Jo Bloggs', '', 'Mr J Smith')
    """
    for found in NAMED.finditer(text):
        after = re.split(r"[,;(]", text[found.start() :])[0]
        if not set(re.findall(r"\w+", after)) & set(NO_NAMES):
            return found[0].strip()
    numbered = NUMBERED.search(text)
    return numbered[0] if numbered else ""


def checked_when(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Contacts said to have been checked after the release that they stand in."""
    if holdings.site is None:
        return
    released, rows = holdings.site.released, dict(_rows(holdings))
    for (row, _), contact in zip(rows.items(), holdings.contacts, strict=True):
        if contact.checked and contact.checked > released:
            day = f"{contact.checked.day} {contact.checked:%B %Y}"
            what = f"It was checked on {day}, after the release of {holdings.site.release_label}."
            remedy = "Correct the day, or release: in data/site.yml."
            yield _problem(row, "checked", what, remedy)


def checked_already(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Entries of an old document whose number, or all of whose ways to the office, another entry
    has that somebody checked: one page would call it checked and not checked."""
    rows = dict(_rows(holdings))
    held = list(zip(rows.items(), holdings.contacts, strict=True))
    for (row, _), old in held:
        for _, other in held if old.is_unchecked_print else ():
            if other.checked and (column := _stands_in(old, other)):
                what = f"{shown(old.office)} has the {ALIKE[column]} of {shown(other.office)}, "
                what += "which was checked, and is told as not checked."
                remedy = "Leave out the old entry, or check it and give it its day."
                yield _problem(row, column, what, remedy)
                break


def _stands_in(old: Contact, other: Contact) -> str:
    """Which column of an old entry another has too; a website, which several offices may share,
    only where it is all that is known of the old one."""
    if old.telephone and _bare(old.telephone) == _bare(other.telephone):
        return "telephone"
    is_all = not (old.address or old.telephone or old.email)
    return "web" if old.web and is_all and _site(old.web) == _site(other.web) else ""


def _bare(telephone: str) -> str:
    """A telephone number as its digits.

    >>> _bare("0808 168 9276") == _bare("(0808) 1689276")
    True
    """
    return re.sub(r"\D", "", telephone)


def _site(web: str) -> str:
    """A web address without what may be written either way.

    >>> _site("http://Council.example/"), _site("https://www.council.example")
    ('council.example', 'council.example')
    """
    bare = re.sub(r"^https?://(?:www\.)?", "", web.casefold())
    return bare.removesuffix("/")


def _rows(holdings: Holdings) -> tuple[tuple[int, dict[str, str]], ...]:
    sheet = holdings.sheets.get(FILE)
    return sheet.rows if sheet else ()


def _problem(row: int, column: str, what: str, remedy: str) -> Problem:
    return Problem("contacts", Place(FILE, row, column), what, remedy)


RULES = (
    reachable,
    telephones,
    spoken_for,
    printed_when,
    web_addresses,
    mailboxes,
    people,
    checked_when,
    checked_already,
)
