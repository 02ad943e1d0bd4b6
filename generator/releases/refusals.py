"""What keeps a release from being made: each in a sentence, all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.problems import Place, Problem, nearest
from generator.reading.holdings import Holdings
from generator.terms.releases import RELEASES, folder_of
from generator.terms.site import last_day

SITE = "data/site.yml"
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


def lost(holdings: Holdings, addresses: Collection[str]) -> Iterator[Problem]:
    """Addresses of the last release that lead nowhere in a site with these."""
    frozen = [one for one in holdings.releases if one.is_frozen]
    gone = sorted(frozen[-1].addresses - set(addresses)) if frozen else []
    for address in gone:
        what = f'The address "{address}" was in the release of {frozen[-1].label}, and is gone.'
        remedy = "Add it to data/redirects.csv with the page that has its figures now."
        yield Problem("address", Place("data/redirects.csv"), what, remedy)
