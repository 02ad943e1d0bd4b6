"""What is told of a page that was taken out of a release: where else it, or what stood on it, may
still be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.reading.holdings import Holdings
from generator.reading.releases import KeptRelease
from generator.releases.manifests import SITE
from generator.releases.notices import is_withdrawn
from generator.releases.withdrawing import TakenOut, belongs
from generator.terms.addresses import page_address
from generator.terms.wording import listing

MOST_TOLD, MOST_THAT_MAY = 12, 30
STANDS = (
    "stands as it is, and the next release would hold it again: if it must not "
    "be seen there either, withhold the figures in the data (a blank value with the status c)."
)
HISTORY = (
    "The last publications are kept beside the folder that is served, in "
    ".NAME.crime-profiles-before: remove that folder once the new site is published. "
    "The history of the repository still holds the page. Whoever keeps it has to take the old "
    "archive out of it (git filter-repo) and out of every copy and backup, and to ask search "
    "engines and the web archive to drop it."
)


def told(holdings: Holdings, held: KeptRelease, address: str, taken: TakenOut) -> Iterator[str]:
    """What was done, and what whoever withdrew a page has to do or to look at."""
    yield f"The page /{address} was taken out of the release of {held.label}."
    if taken.gone:
        yield f"With it went {', '.join(one.removeprefix(SITE) for one in taken.gone)}."
    others = [one for one in _suspected(address) if one in held.addresses]
    yield f"Look at these too, for words or charts may tell it: {_listed(others, MOST_TOLD)}."
    if taken.holding:
        some = _listed(taken.holding, MOST_TOLD)
        yield f"These pages of it still hold figures that stood there: {some}."
        yield "Withdraw those too, if they have to go."
    if taken.telling:
        some = _listed(taken.telling, MOST_THAT_MAY)
        yield (
            f"On {len(taken.telling):,} more pages of it a name and a number of these figures "
            f"stand, which may be such a figure or another one: {some}."
        )
    names = {address, *_also(holdings, address)}
    yield from _in_other_releases(holdings, held, names)
    yield "Build the site and publish it, so that nobody reads the page any more."
    now = " or ".join(sorted(f"/{one}" for one in names))
    yield f"The page of today, {now}, {STANDS}"
    yield HISTORY


def _in_other_releases(holdings: Holdings, held: KeptRelease, names: set[str]) -> Iterator[str]:
    """The same page in other releases, and what was corrected on it, told in later ones."""
    others = [one for one in holdings.releases if one.is_frozen and one.id != held.id]
    same = [
        (one, page)
        for one in others
        for page in sorted(names & one.addresses)
        if not is_withdrawn(one, page)
    ]
    if same:
        ways = "; ".join(f'release {one.id} --withdraw {page} --why "…"' for one, page in same)
        in_those = listing(list(dict.fromkeys(one.label for one, _ in same)))
        word = "releases" if len({one.id for one, _ in same}) > 1 else "release"
        yield f"The same page stands in the {word} of {in_those}: withdraw it there too: {ways}."
    is_corrected = any(
        belongs(f"{page_address(page)}index.html", name)
        for one in held.said.corrections
        for page in one.pages
        for name in names
    )
    later = [one.label for one in others if one.id > held.id]
    if is_corrected and later:
        yield (
            f"What was corrected on it may stand in {listing(later)} on /releases/ and "
            f"/releases/{held.id}/: look at those there, and withdraw them if they tell it."
        )


def _also(holdings: Holdings, address: str) -> Iterator[str]:
    """Other addresses of a page: those of its area by another name, and those that lead to it."""
    for one in holdings.renamed:
        now = holdings.areas[one.code].slug if one.code in holdings.areas else one.slug
        for before, after in ((one.slug, now), (now, one.slug)):
            parts = address.strip("/").split("/")
            # An area's name is the first part, or that of a ward the one behind "wards".
            at = 2 if parts[1:2] == ["wards"] and before in parts[2:3] else 0
            if parts[at] == before != after:
                parts[at] = after
                yield page_address("/".join(parts))
    for led in holdings.redirects:
        pair = (page_address(led.path), page_address(led.page))
        if address in pair:
            yield from (one for one in pair if one != address)


def _suspected(address: str) -> list[str]:
    """The pages that tell of the figures of a page in words, charts or lists, if any does."""
    place, *rest = address.strip("/").split("/")
    ward = f"{place}/{'/'.join(rest[:2])}/" if rest[:1] == ["wards"] else f"{place}/"
    topic = [f"topics/{rest[0]}/"] if rest and rest[0] not in ("wards", "summary") else []
    found = [ward, f"{ward}summary/", f"{place}/", *topic, "compare/", ""]
    return [one for one in dict.fromkeys(found) if one != address]


def _listed(pages: Iterable[str], most: int) -> str:
    """The first of these pages, and how many more there are."""
    shown = [f"/{one}" for one in pages]
    more = f" and {len(shown) - most:,} more" if len(shown) > most else ""
    return f"{', '.join(shown[:most])}{more}"
