"""What keeps a release from being made: each in a sentence, all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.figures.doubts.gathered import standing
from generator.problems import Place, Problem, nearest
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.addresses import page_address
from generator.terms.areas import PROFILED
from generator.terms.redirects import REDIRECTS
from generator.terms.releases import RELEASES, folder_of
from generator.terms.renamed import RENAMED
from generator.terms.site import last_day

SITE = "data/site.yml"
EMBED = "embed/"
FORM = "Write its year and month, as 2026-11, or its day, as 2026-11-21."


def refusals(holdings: Holdings, release: str, doubts: Collection[Problem]) -> Iterator[Problem]:
    """Why can these holdings not become this release? ``doubts`` are those that stand open."""
    try:
        last_day(release)
    except ValueError:
        yield Problem("release", Place(release), f'"{release}" is no release.', FORM)
        return
    file = f"{folder_of(release)}.yml"
    held = {one.id: one for one in holdings.releases}
    frozen = [one for one in holdings.releases if one.is_frozen]
    if release in held and held[release].is_frozen:
        what = f"The release of {held[release].label} has been made already."
        remedy = "A release is never made again: give a correction in its file, or a new release."
        yield Problem("release", Place(folder_of(release)), what, remedy)
        return
    if frozen and last_day(release) <= last_day(frozen[-1].id):
        what = f"The release {release} would be before the last one, {frozen[-1].id}."
        yield Problem("release", Place(release), what, f"Give one that is later. {FORM}")
    if holdings.site and holdings.site.release != release:
        what = f'The figures are those of "{holdings.site.release}", and not of {release}.'
        remedy = f"Write release: {release} there, and look at the pages again."
        yield Problem("release", holdings.at(SITE, "release"), what, remedy)
    if release not in held:
        what = "There is no file that says what this release is."
        yield Problem("release", Place(file), what, _instead(holdings, release))
    elif not held[release].said.signed_off:
        what = "No office has signed this release off."
        remedy = "Add signed_off: with what was looked at, by which office and on which day."
        yield Problem("release", holdings.at(file), what, remedy)
    yield from (_open(doubt) for doubt in doubts)


def _instead(holdings: Holdings, release: str) -> str:
    """What to do where a release has no file: write it, or the one that was meant."""
    near = nearest(release, [one.id for one in holdings.releases if not one.is_frozen])
    other = f" There is {RELEASES}/{near}.yml." if near else ""
    return f"Write it: title, date, summary, next_release and signed_off.{other}"


def _open(doubt: Problem) -> Problem:
    """A doubt that stands open keeps a release from being made."""
    return Problem(doubt.rule, doubt.place, doubt.what, doubt.remedy)


def lost(
    holdings: Holdings, addresses: Collection[str], leads: Mapping[str, str]
) -> Iterator[Problem]:
    """Addresses of the last release that lead nowhere in a site with these; ``leads`` says of some
    of them where they lead. What stood below one is told with it, for its row leads that on too.

    A chart may be held back only while a doubt stands open, so none is missed until then; no
    release is made then either."""
    are_held_back = bool(standing(holdings))
    frozen = [one for one in holdings.releases if one.is_frozen]
    gone = sorted(frozen[-1].addresses - set(addresses)) if frozen else []
    tops = [one for one in gone if not one.startswith(EMBED)]
    for address in gone:
        bare = address.removeprefix(EMBED)
        if are_held_back and address.startswith(EMBED):
            continue
        if any(bare.startswith(top) and address != top for top in tops):
            continue
        what = f'The address "{address}" was in the release of {frozen[-1].label}, and is gone.'
        below = [one for one in gone if one.removeprefix(EMBED).startswith(address)]
        if len(below) > 1:
            counted = wording.counted(len(below) - 1, ("address", "addresses"))
            what += f" So is what stood below it: {counted}."
        now = _now(holdings, address, addresses)
        remedy = _row(address, leads.get(now, now)) if now else _by_hand(address)
        yield Problem("address", Place(REDIRECTS), what, remedy)


def _row(address: str, now: str) -> str:
    # Without quotes, in which what is long is cut off: it is there to be copied.
    return f'If its figures are at "{now}" now, add the row: {address},{now},'


def _by_hand(address: str) -> str:
    """What to do about an address of which nothing tells where its figures are."""
    is_place = address.count("/") == 1 or address.split("/")[1:2] == ["wards"]
    named = f"If an area got another name, write its former one into {RENAMED}. Or a" * is_place
    return f"{named or 'A'}dd this row, with the page that has its figures now: {address},PAGE,"


def _now(holdings: Holdings, address: str, addresses: Collection[str]) -> str:
    """The one page that an address may have become; blank where there is none or are several: of a
    chart its page, of what stood below an area the same below one that took its place, or below any
    other."""
    if address.startswith(EMBED):
        page = page_address(address.removeprefix(EMBED).strip("/").rpartition("/")[0])
        return page if page in addresses else ""
    place, _, rest = address.partition("/")
    after = {
        holdings.areas[one.new].slug
        for area in holdings.areas
        if area.slug == place and area.level in PROFILED
        for one in holdings.areas.successors(area)
    }
    same = [one for one in addresses if rest and one.partition("/")[2] == rest]
    near = [one for one in same if one.partition("/")[0] in after] or same
    return near[0] if len(near) == 1 and not near[0].startswith(EMBED) else ""
