"""What may become part of an address or of a file's name, and the way from page to page.

Every word that becomes a part of a path passes ``fault``, and every path that is written passes
``inside``; no other room decides this.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path, PurePosixPath

from generator.problems import Place, Problem, ProfileError

LONGEST = 80
FORM = "Use only the letters a to z, digits and single hyphens, at most 80 of them."
# Windows opens a device and no file for these, with any extension.
DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}
WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Letters that Unicode does not take apart into a plain letter and a mark.
SPELT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "þ": "th"}
)


def fault(word: str) -> str:
    """Why may this word not become part of an address? Blank where it may.

    >>> fault("st-marys"), fault("St Mary's"), fault("con")
    ('', 'is not in the form of an address', 'is a name that Windows keeps for itself')
    """
    if not word:
        return "is blank"
    if not WORD.fullmatch(word):
        return "is not in the form of an address"
    if len(word) > LONGEST:
        return f"is longer than {LONGEST} characters"
    return "is a name that Windows keeps for itself" if word in DEVICES else ""


def fault_of_file(name: str) -> str:
    """The same for the name of a file, whose endings (``.vl.json``) are words too.

    >>> fault_of_file("profile.css"), fault_of_file("aux.png"), fault_of_file("My map.png")
    ('', 'is a name that Windows keeps for itself', 'is not in the form of an address')
    """
    if name.startswith("."):
        return "begins with a full stop, so that it is hidden"
    parts = name.split(".")
    found = next((why for part in parts if (why := fault(part or "_"))), "")
    return found if name else fault(name)


def spelt(name: str) -> str:
    """A name in small letters without accents; other scripts stay as they are.

    >>> spelt("Łęgi"), spelt("Straße"), spelt("Tŷ Ŵyn")
    ('legi', 'strasse', 'ty wyn')
    """
    bare = unicodedata.normalize("NFKD", name.casefold()).translate(SPELT)
    return "".join(mark for mark in bare if not unicodedata.combining(mark))


def proposed(text: str) -> str:
    """The word in the form of an address that is nearest to a text; blank where there is none.

    >>> proposed("St Mary's Bay (2019)"), proposed("東京")
    ('st-marys-bay-2019', '')
    """
    bare = re.sub(r"['’.]", "", spelt(text))
    word = "-".join(re.findall(r"[a-z0-9]+", bare))
    return "" if fault(word) else word


def remedy(text: str) -> str:
    """What to do about a word that may not become part of an address?"""
    word = proposed(text)
    return f'{FORM} For example "{word}".' if word and word != text else FORM


def shortened(word: str) -> str:
    """A word put together from others, cut where it is too long, with a mark of what it was."""
    if len(word) <= LONGEST:
        return word
    mark = hashlib.sha256(word.encode()).hexdigest()[:8]
    return f"{word[: LONGEST - 9].rstrip('-')}-{mark}"


def inside(folder: Path, name: str) -> Path:
    """The file of this name in a folder of ours. Raises ProfileError for a way out of it."""
    parts = PurePosixPath(name).parts
    is_safe = parts and all(part not in ("..", "/") for part in parts)
    if not is_safe or re.search(r"[\x00-\x1f\\:]", name):
        what = f"{name!r} leads out of the folder that it should be written to."
        raise ProfileError(
            [Problem("address", Place(folder.name), what, "Nothing was written there.")]
        )
    return folder / name


def page_address(text: str) -> str:
    """An address as people write it, in the form in which pages are known; blank for the first.

    >>> page_address("/dover/crime"), page_address("dover/"), page_address("/")
    ('dover/crime/', 'dover/', '')
    """
    return f"{text.strip('/')}/".removeprefix("/")


def relative(here: str, there: str) -> str:
    """The way from one address of the site to another.

    >>> relative("dover/hate-crime/", "contacts/"), relative("", "dover/")
    ('../../contacts/', 'dover/')
    """
    up = "../" * here.count("/")
    return f"{up}{there}" or "./"
