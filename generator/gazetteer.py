"""The files of ``data/areas/`` become areas: codes, parents, dates, successions, spellings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generator.areas import LEVELS, SUCCESSIONS, Area, Areas, Membership, Succession
from generator.problems import Problem, suggestion
from generator.spreadsheets import Sheet

AREA_COLUMNS = ("code", "name", "level", "parent", "start", "end")
# May be left out: the address of an area whose name has none.
OPTIONAL_AREA_COLUMNS = ("address",)
SUCCESSION_COLUMNS = ("old", "new", "date", "kind", "share")
GROUP_COLUMNS = ("group", "member", "combine")
NAME_COLUMNS = ("name", "code")
TILE_COLUMNS = ("code", "column", "row")

Tell = Callable[[int, str, str, str], None]


def areas_in(
    areas: Sheet, successions: Sheet, groups: Sheet, names: Sheet
) -> tuple[Areas, list[Problem]]:
    """Which areas are declared, what became of them, and what is wrong with their files?"""
    problems: list[Problem] = []
    known = {cells["code"] for _, cells in areas.rows}
    found = _areas(areas, known, problems)
    codes = {area.code for area in found}
    return Areas(
        found,
        _successions(successions, codes, problems),
        _memberships(groups, codes, problems),
        _names(names, codes, problems),
    ), problems


def _teller(sheet: Sheet, problems: list[Problem]) -> Tell:
    def tell(row: int, column: str, what: str, remedy: str) -> None:
        problems.append(sheet.problem("known", row, column, what, remedy))

    return tell


def _areas(sheet: Sheet, known: set[str], problems: list[Problem]) -> list[Area]:
    tell = _teller(sheet, problems)
    found: dict[str, Area] = {}
    for row, cells in sheet.rows:
        code, parent, level = cells["code"], cells["parent"], cells["level"]
        start, end = (_day(cells[column], row, column, tell) for column in ("start", "end"))
        if not code or not cells["name"]:
            tell(row, "code", "The code or the name is blank.", "Fill in both.")
        if code in found:
            tell(row, "code", f'The code "{code}" stands twice.', "Keep one row for each area.")
        if level not in LEVELS:
            tell(row, "level", f'There is no level "{level}".', suggestion(level, LEVELS))
        if parent and parent not in known:
            tell(
                row,
                "parent",
                f'The parent "{parent}" is not an area here.',
                suggestion(parent, known),
            )
        if start and end and end <= start:
            tell(
                row,
                "end",
                f"The area ends on {end} before it starts on {start}.",
                "Correct the dates.",
            )
        found[code] = Area(
            code,
            cells["name"],
            cells["level"],
            parent if parent in known else None,
            start,
            end,
            cells.get("address", ""),
        )
    for row, cells in sheet.rows:
        if _goes_in_circles(cells["code"], found):
            tell(row, "parent", "The area is its own ancestor.", "Correct the parent.")
            found[cells["code"]] = Area(cells["code"], cells["name"], cells["level"])
    return list(found.values())


def _goes_in_circles(code: str, found: dict[str, Area]) -> bool:
    seen, here = {code}, found[code].parent
    while here:
        if here in seen:
            return here == code
        seen.add(here)
        here = found[here].parent
    return False


def _day(text: str, row: int, column: str, tell: Tell) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        tell(
            row,
            column,
            f'"{text}" is not a date.',
            "Write it as 2017-05-04, or leave it blank if unknown.",
        )
        return None


def _successions(sheet: Sheet, codes: set[str], problems: list[Problem]) -> list[Succession]:
    tell = _teller(sheet, problems)
    found = []
    for row, cells in sheet.rows:
        day = _day(cells["date"], row, "date", tell)
        is_known = _are_known(cells, ("old", "new"), codes, row, tell)
        if cells["kind"] not in SUCCESSIONS:
            tell(
                row,
                "kind",
                f'There is no kind "{cells["kind"]}".',
                suggestion(cells["kind"], SUCCESSIONS),
            )
        share = _share(cells["share"], row, tell)
        if day and is_known:
            found.append(Succession(cells["old"], cells["new"], day, cells["kind"], share))
    return found


def _share(text: str, row: int, tell: Tell) -> float | None:
    try:
        share = float(text) if text else None
    except ValueError:
        share = -1.0
    if share is not None and not 0 < share <= 1:
        tell(
            row,
            "share",
            f'The share "{text}" is not a number above 0 and up to 1.',
            "Correct it, or leave it blank.",
        )
        return None
    return share


def _memberships(sheet: Sheet, codes: set[str], problems: list[Problem]) -> list[Membership]:
    tell = _teller(sheet, problems)
    found: list[Membership] = []
    for row, cells in sheet.rows:
        if cells["combine"] not in ("sum", "mean", "none"):
            tell(
                row,
                "combine",
                f'"{cells["combine"]}" is no way to combine.',
                "It is sum, mean or none.",
            )
        elif any(m.group == cells["group"] and m.combine != cells["combine"] for m in found):
            what = f'The group "{cells["group"]}" is combined in two ways.'
            tell(row, "combine", what, "Give all its members the same word.")
        elif _are_known(cells, ("group", "member"), codes, row, tell):
            found.append(Membership(cells["group"], cells["member"], cells["combine"]))
    return found


def _names(sheet: Sheet, codes: set[str], problems: list[Problem]) -> dict[str, str]:
    tell = _teller(sheet, problems)
    known = [
        (row, cells) for row, cells in sheet.rows if _are_known(cells, ("code",), codes, row, tell)
    ]
    return {cells["name"]: cells["code"] for _, cells in known}


def _are_known(
    cells: dict[str, str], columns: tuple[str, ...], codes: set[str], row: int, tell: Tell
) -> bool:
    unknown = [column for column in columns if cells[column] not in codes]
    for column in unknown:
        tell(
            row,
            column,
            f'There is no area "{cells[column]}" in areas.csv.',
            suggestion(cells[column], codes),
        )
    return not unknown


def tiles_in(sheet: Sheet, areas: Areas) -> tuple[dict[str, tuple[int, int]], list[Problem]]:
    """In which column and row of the tile map does each district stand?"""
    problems: list[Problem] = []
    tell = _teller(sheet, problems)
    tiles: dict[str, tuple[int, int]] = {}
    for row, cells in sheet.rows:
        if not (cells["column"].isdigit() and cells["row"].isdigit()):
            tell(
                row,
                "column",
                "The column or the row is not a whole number.",
                "Count columns and rows from 1.",
            )
        elif cells["code"] not in areas:
            _are_known(cells, ("code",), {area.code for area in areas}, row, tell)
        else:
            tiles[cells["code"]] = (int(cells["column"]), int(cells["row"]))
    return tiles, problems
