"""Rules about the data: what is declared, what is live, what adds up, what has a denominator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.datasets import CLAIM_KINDS
from generator.doubts.terms import OR_ACCEPT
from generator.doubts.totals import unequal_sums
from generator.holdings import Holdings
from generator.periods import Period
from generator.problems import Problem, nearest, suggestion
from generator.topics import Topic

Topics = dict[str, Topic]


def areas_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Areas that nobody declared, out of their dates, or of a level that was not promised."""
    for record in holdings.observations.drop_duplicates(["file", "area", "period"]).to_dict(
        "records"
    ):
        code, file, row = record["area"], record["file"], record["row"]
        if code not in holdings.areas:
            yield Problem(
                "known",
                file,
                f'There is no area "{code}" in data/areas/areas.csv.',
                _meant(holdings, code),
                row,
                "area",
            )
            continue
        area, period = holdings.areas[code], Period.parse(record["period"])
        if not area.is_live_in(period):
            yield Problem("live", file, *_not_live(holdings, code, period), row, "area")
        levels = holdings.datasets[record["dataset"]].levels
        if area.level not in levels:
            yield Problem(
                "live",
                file,
                f"{area.name} ({code}) is a {area.level}, "
                f"and the dataset promises {', '.join(levels)}.",
                "Correct the code, or add the level to levels: in dataset.yml.",
                row,
                "area",
            )


def _meant(holdings: Holdings, text: str) -> str:
    """The area that was meant: by code, or by a name that stands where a code belongs."""
    called = holdings.areas.called(text)
    if called:
        return (
            "Use its code: " + " or ".join(f"{a.code} ({a.name}, {a.level})" for a in called) + "."
        )
    names = {area.name: area for area in holdings.areas}
    if found := nearest(text, names):
        return f"Did you mean {names[found].code} ({found})?"
    codes = [area.code for area in holdings.areas]
    near = nearest(text, codes)
    return (
        f"Did you mean {near} ({holdings.areas[near].name})?"
        if near
        else "Use a code of data/areas/areas.csv."
    )


def _not_live(holdings: Holdings, code: str, period: Period) -> tuple[str, str]:
    area = holdings.areas[code]
    if area.end and period.last >= area.end:
        after = [holdings.areas[s.new] for s in holdings.areas.successors(area)]
        became = (
            f", after which it became {' and '.join(f'{a.code} ({a.name})' for a in after)}"
            if after
            else ""
        )
        return (
            f"Area {code} ({area.name}) ended on {area.end.day} {area.end:%B %Y}{became}.",
            "Use the new code, or give an earlier period.",
        )
    return (
        f"Area {code} ({area.name}) began on {area.start:%d %B %Y}, after the period ended.",
        "Use the code of the area before it, or give a later period.",
    )


def duplicates(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Two rows for one area, period, measure and category."""
    key = ["dataset", "area", "period", "measure", "category"]
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    for record in holdings.observations.to_dict("records"):
        place = tuple(str(record[name]) for name in key)
        if place in first:
            file, row = first[place]
            where = f"row {row}" if file == record["file"] else f"{file}, row {row}"
            yield Problem(
                "shape",
                record["file"],
                f"The row says the same thing as {where}: {', '.join(place[1:])}.",
                "Keep one of the two.",
                record["row"],
            )
        else:
            first[place] = (record["file"], record["row"])


def sources_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Sources that the register does not list."""
    for record in holdings.observations.drop_duplicates(["file", "source"]).to_dict("records"):
        words = record["source"].split()
        if not words:
            yield Problem(
                "known",
                record["file"],
                "The row names no source.",
                "Fill in the source column, or give rows_from: in dataset.yml.",
                record["row"],
                "source",
            )
        for word in words:
            if word not in holdings.sources:
                yield Problem(
                    "known",
                    record["file"],
                    f'There is no source "{word}" in data/sources.csv.',
                    suggestion(word, holdings.sources),
                    record["row"],
                    "source",
                )


def claims_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Claims about what nobody declared."""
    for record in holdings.claims.to_dict("records"):
        if not record["dataset"]:
            continue
        dataset, file, row = holdings.datasets[record["dataset"]], record["file"], record["row"]
        wanted = (
            ("kind", CLAIM_KINDS),
            ("measure", dataset.measures),
            ("category", dataset.categories),
            ("area", [a.code for a in holdings.areas]),
            ("source", holdings.sources),
        )
        for column, known in wanted:
            for word in record[column].split():
                if word not in known:
                    yield Problem(
                        "known",
                        file,
                        f'There is no {column} "{word}".',
                        suggestion(word, known),
                        row,
                        column,
                    )
        try:
            Period.parse(record["period"])
        except ValueError as error:
            yield Problem("period", file, str(error), "Write it as P12M/2017-03.", row, "period")


def sums(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Categories that do not make up their total, in imported data; others are the audit's."""
    for name, dataset in holdings.datasets.items():
        if dataset.transcribed or not dataset.adds_up:
            continue
        for place, whole, total in unequal_sums(holdings, name):
            words = ("sums", whole["file"], whole["row"], place)
            if any(line.covers(*words) for line in holdings.accepted):
                continue
            what = f'"{place[3]}" is {whole["printed"]}, and its parts make {total:g}.'
            remedy = f"Correct the numbers; {OR_ACCEPT}"
            yield Problem("sums", whole["file"], what, remedy, whole["row"], "value")


def indicators_whole(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Indicators made from what is not there, and denominators that some period lacks."""
    for key, (name, indicator) in holdings.indicators.items():
        dataset = holdings.datasets[name]
        file = f"data/datasets/{name}/dataset.yml"
        line = holdings.lines.get(file, {}).get(("indicators", key))
        named: list[tuple[str, str, Iterable[str]]] = [
            ("measure", m, dataset.measures)
            for m in (indicator.value, indicator.lower, indicator.upper, indicator.base)
            if m
        ]
        named += [("category", c, dataset.categories) for c in (indicator.category,) if c]
        if wanted := indicator.denominator:
            if wanted.dataset and wanted.dataset not in holdings.datasets:
                named.append(("dataset", wanted.dataset, holdings.datasets))
            else:
                other = holdings.datasets[wanted.dataset or name]
                named.append(("measure", wanted.measure, other.measures))
                named += (
                    [("category", wanted.category, other.categories)] if wanted.category else []
                )
        for kind, word, known in named:
            if word not in known:
                yield Problem(
                    "known",
                    file,
                    f'The indicator "{key}" names the {kind} "{word}", which is not declared.',
                    suggestion(word, known),
                    line,
                )


def contacts_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Contacts for subjects or areas that nobody declared."""
    sheet = holdings.sheets.get("data/contacts.csv")
    for row, cells in sheet.rows if sheet else ():
        for column, known, where in (
            ("subject", holdings.subjects, "data/subjects.csv"),
            ("areas", holdings.areas, "data/areas/areas.csv"),
        ):
            for word in cells[column].split():
                if word not in known:
                    names = [str(getattr(k, "code", k)) for k in known]
                    yield Problem(
                        "known",
                        "data/contacts.csv",
                        f'There is no "{word}" in {where}.',
                        suggestion(word, names),
                        row,
                        column,
                    )


def site_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """A site about an area, or with a figure on its home page, that does not exist."""
    if holdings.site is None:
        return
    lines = holdings.lines.get("data/site.yml", {})
    if holdings.site.area not in holdings.areas:
        yield Problem(
            "known",
            "data/site.yml",
            f'There is no area "{holdings.site.area}".',
            suggestion(holdings.site.area, [a.code for a in holdings.areas]),
            lines.get(("area",)),
        )
    chosen = holdings.site.home_indicator
    if chosen and chosen not in holdings.indicators:
        yield Problem(
            "known",
            "data/site.yml",
            f'There is no indicator "{chosen}".',
            suggestion(chosen, holdings.indicators),
            lines.get(("home_indicator",)),
        )


# What must hold before anything can be worked out from the data.
KNOWN = (areas_known, duplicates, sources_known, claims_known)
RULES = (
    *KNOWN,
    sums,
    indicators_whole,
    contacts_known,
    site_known,
)
