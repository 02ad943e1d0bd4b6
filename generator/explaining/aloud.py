"""A walk as plain text that reads well aloud: a step a heading, a fact a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.explaining.compared import Compared, Listed
from generator.explaining.origins import Letter, Origin
from generator.explaining.places import Stand
from generator.explaining.walk import Walk
from generator.explaining.workings import Interval, Working
from generator.terms import wording

# So many addresses of one sentence, pages of one figure, and rows of a part of a sum are told;
# the rest is counted, and JSON lists all.
MOST_ADDRESSES, MOST_PAGES, MOST_ROWS, MOST_OTHERS = 3, 6, 15, 8
HOW = {
    "summed": "added up from its parts",
    "joined": "put together from the areas whose place this one took",
    "pooled": "added up from the areas that make this one up",
    "mean": "the plain mean of its members' figures",
    "together": "added up from those of its members that have a rate",
    "answers": "added up from all answers to the question",
}
MEANING = (
    "If chance were the only thing at work, a range made in this way would hold the true level "
    "about 95 times in 100."
)


def as_text(walk: Walk) -> str:
    """The whole walk."""
    steps = {
        "Where it comes from": _origin(walk.origin),
        "What was done to it": _working(walk),
        "What it is compared with": _compared(walk),
        "What the site says of it": _sentences(walk),
        "What the audit says of it": _findings(walk),
        "Where it stands": _stands(walk),
    }
    lines = list(_head(walk))
    for number, (title, told) in enumerate(steps.items(), start=1):
        lines += ["", f"{number}. {title}", *(f"   {line}" for line in told)]
    return "\n".join(lines)


def _head(walk: Walk) -> Iterator[str]:
    head = walk.figure
    yield f"{head.title}, {head.place}, {head.period_label}"
    yield head.absent or head.shown
    yield f"Its key is {head.key} (indicator, category, area, period)."
    if head.newer:
        yield f"A newer one, of {head.newer}, has no number; name that period to walk it."
    if head.others:
        yield f"Other categories here, for --category: {_some(head.others, MOST_OTHERS)}."


def _some(words: Sequence[str], most: int, noun: str = "") -> str:
    """The first of several, and how many more there are."""
    told, more = list(words[:most]), len(words) - most
    return f"{', '.join(told)} and {more} more{noun}" if more > 0 else wording.listing(told)


def _origin(origin: Origin) -> Iterator[str]:
    if origin.how == "observed":
        yield f"{_row(origin)}: {f'“{origin.value}”' if origin.value else 'the value is blank'}."
        yield (
            f"That row is of area {origin.area} ({origin.area_name}), period {origin.period} "
            f"({origin.period_label}), measure {origin.measure}, category {origin.category} "
            f"({origin.category_label})."
        )
    else:
        yield f"No row holds it. It is {origin.value or 'blank'}, {_made(origin)}:"
        yield from _parts(origin)
    yield f"Status: {_letters(origin.status)}."
    yield from (f"Note: {note}" for note in origin.notes)
    for source in origin.sources:
        title = f", “{source.title}”" if source.title else ""
        yield f"Source {source.id}: {source.citation}{title} ({source.address})"


def _row(origin: Origin) -> str:
    return f"{origin.file}, row {origin.row}"


def _made(origin: Origin) -> str:
    """How a number was worked out, and the file that all its parts stand in, if it is one."""
    file = _one_file(origin)
    return HOW[origin.how] + (f", all in {file}" if file else "")


def _one_file(origin: Origin) -> str:
    files = {part.file for part in origin.parts}
    return files.pop() if len(files) == 1 else ""


def _parts(origin: Origin) -> Iterator[str]:
    """What a number was worked out from, a line each, with their rows."""
    for part in origin.parts[:MOST_ROWS]:
        name = f"{part.area_name} ({part.area})"
        name = part.category_label if part.area == origin.area else name
        share = f", a share of {part.share:g} of it" if part.share is not None else ""
        mean = f", which makes {part.published}" if part.published else ""
        where = f"row {part.row}" if _one_file(origin) else _row(part)
        how = f" ({where})" if part.row else f", {_made(part)}:"
        yield f"   {name}: {part.value or 'blank'}{share}{mean}{how}"
        yield from (f"   {line}" for line in _parts(part))
    if len(origin.parts) > MOST_ROWS:
        yield f"   and {len(origin.parts) - MOST_ROWS} more"


def _letters(letters: Iterable[Letter]) -> str:
    return "; ".join(f"{one.letter}, {one.meaning}" for one in letters) or "no letter"


def _working(walk: Walk) -> Iterator[str]:
    done = walk.working
    yield from _how_shown(walk) if _has_number(walk) else ()
    if done.range:
        yield from _range(done.range)
    yield from done.withheld
    yield from _concerns(done)
    if walk.figure.status != walk.origin.status:
        yield f"{_whose(done)} {_letters(walk.figure.status)}."


def _has_number(walk: Walk) -> bool:
    return walk.figure.value is not None or walk.figure.count is not None


def _whose(done: Working) -> str:
    """Why a figure's letters are not those of its own row."""
    if any(concern.is_open for concern in done.concerns):
        return "While that is in doubt, its status is"
    return (
        "The missing rate's status is" if done.why_none else "With what it rests on, its status is"
    )


def _how_shown(walk: Walk) -> Iterator[str]:
    """What became of the number before it was shown."""
    done = walk.working
    if walk.origin.how == "mean":
        yield f"The mean is {walk.origin.value}, shown as {done.shown}."
    elif done.ready_made:
        yield "Its source printed it ready-made. It is shown as it was printed."
    yield from _against(done)
    if done.sum:
        yield f"{done.sum}, shown as {done.shown}."
    elif done.why_none:
        yield f"It has no rate or percentage: {done.why_none}."
    elif not (done.ready_made or done.against or walk.origin.how == "mean"):
        yield "It is a count. It is shown as it is."


def _against(done: Working) -> Iterator[str]:
    """What a count was set against; or how many were asked, answer by answer."""
    if not done.against:
        return
    first, how_many = done.against[0], done.how_many or "a blank"
    when = f"{first.area_name}, {first.period_label}"
    verb = "Asked were" if done.ready_made else "It is set against"
    what = f"{verb} {how_many} {first.measure.replace('-', ' ')} ({when}; dataset {first.dataset})"
    if len(done.against) > 1:
        first = replace(first, how="answers", parts=done.against, row=None)
    if first.row:
        yield f"{what}: {_row(first)}."
    else:
        yield f"{what}, {_made(first)}:"
        yield from _parts(first)


def _range(found: Interval) -> Iterator[str]:
    rows = f" ({'; '.join(_row(row) for row in found.rows)})" if found.rows else ""
    yield f"Its range is {found.shown}, a 95% confidence interval {found.method}{rows}."
    yield MEANING


def _concerns(done: Working) -> Iterator[str]:
    for concern in done.concerns:
        if concern.is_open:
            yield f"In doubt: {concern.what}"
        else:
            yield f"Once in doubt: {concern.what} Signed off in {concern.signed_off}"
    if not done.concerns:
        yield "Nothing that it rests on is in doubt."


def _compared(walk: Walk) -> Iterator[str]:
    if not _has_number(walk):
        yield "There is no number to compare."
        return
    yield _beside(walk.before, "") if walk.before else "There is no earlier figure of it."
    for caution in walk.before.cautions if walk.before else ():
        yield f"Read that change with care. {caution}"
    for other in walk.around:
        yield _beside(other, other.area_name)
    if not walk.around:
        yield "No area around it has a figure of this period."
    yield _place(walk.place) if walk.place else "No page tells its place among other areas."


def _beside(other: Compared, where: str) -> str:
    """A comparison in a line: the other figure, what comes of it, and the test."""
    place = where or other.period_label
    start = f"{wording.upper_first(place)}: {other.shown or 'no number'}."
    if other.why_not:
        return f"{start} Not compared, because {other.why_not}."
    if not where:
        return f"{start} The change since is {other.by_how_much}: {other.verdict}."
    ratio = f"{other.ratio:.2f} times that" if other.ratio is not None else "no ratio"
    return f"{start} Here it is {ratio}: {other.verdict}."


def _place(place: Listed) -> str:
    low, high = (wording.ordinal(n) for n in (place.from_lowest, place.from_highest))
    ends = f"{low} from the lowest, {high} from the highest,"
    tied = f", with {place.tied - 1} more in the same place" if place.tied > 1 else ""
    out = f" Left out: {wording.listing(place.left_out)}." if place.left_out else ""
    return f"Its place is {ends} of {place.of} {place.areas}{tied}.{out}"


def _sentences(walk: Walk) -> Iterator[str]:
    for said in walk.sentences:
        yield f"“{said.text}”"
        yield f"   on {_some(said.addresses, MOST_ADDRESSES, ' pages')}"
    if not walk.sentences:
        yield "No sentence: it stands in tables, charts and downloads only."


def _findings(walk: Walk) -> Iterator[str]:
    for one in walk.findings:
        what = "" if one.is_own else "Of a number that it rests on: "
        yield f"{what}{one.sentence} {one.shown} ({one.address})"
    if walk.findings:
        return
    if not walk.claims:
        yield "No printed claim about it could be worked out again."
    elif walk.claims == 1:
        yield "One claim of its sources about it was worked out again, and agrees."
    else:
        claims = wording.in_words(walk.claims)
        yield f"{wording.upper_first(claims)} claims of its sources about it agree."


def _stands(walk: Walk) -> Iterator[str]:
    """The pages of its area and those across areas, a line each; then the others together."""
    pages: dict[str, list[Stand]] = {}
    for stand in walk.stands:
        pages.setdefault(stand.address.partition("#")[0], []).append(stand)
    near = [address for address, stands in pages.items() if stands[0].is_near]
    for address in near[:MOST_PAGES]:
        yield f"{address}: {'; '.join(dict.fromkeys(map(_stand, pages[address])))}"
    rest = [
        stand.address
        for stand in walk.stands
        if stand.address.partition("#")[0] not in near[:MOST_PAGES]
    ]
    if rest:
        yield f"Also on {_some(list(dict.fromkeys(rest)), MOST_ADDRESSES)}"
    if not pages:
        yield "No table or chart shows it."
    yield f"Its dataset: {walk.dataset}"
    yield f"Downloads: {', '.join(walk.downloads)}"


def _stand(stand: Stand) -> str:
    if stand.kind == "chart":
        return f"chart #{stand.address.partition('#')[2]} (“{stand.title}”)"
    return f"{stand.kind} “{stand.title}” ({stand.text})"
