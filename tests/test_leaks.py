"""Every way in which a withheld number was ever worked out: told, and its twin that is safe is not.

A case is a dataset with one withheld number, marked ``?``, and a line that gives it away, marked
``!``: without that line nothing follows. ``claim`` lines go to claims.csv, ``area`` lines to
areas.csv.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from time import process_time

import numpy as np
import pytest

from generator.checks.disclosed import narrowed
from generator.disclosure.narrowing import worked_out
from generator.reading.holdings import Holdings, open_holdings
from tests.counties import COUNTY

FOLDER, RATES = "data/datasets/treatment", "data/datasets/crime-rate"
HEAD = "area,period,measure,category,value,status,note"
COUNTY_RATE = "X23000001,P12M/2017-03,rate,all,66.3,,"
CLAIM_HEAD = "kind,area,period,measure,category,against,printed,source,line"
PLAIN = """
title: People in treatment
source: {publisher: Exampleshire Health, title: Treatment return}
transcribed: true
levels: [county, district]
rows_from: TRE-1
notes:
  withheld: Withheld, so that no one can be identified.
  other-note: Withheld, because it would give away another figure.
announced: {withheld: [1, 4], other-note: [0, null]}
"""
PEOPLE = "measures:\n  people: {unit: [person, people], kind: count}\n"
TREE = """
categories:
  all: {label: All}
  drugs: {label: Drugs, within: all}
  heroin: {label: Heroin, within: drugs}
  other-drugs: {label: Other drugs, within: drugs}
  alcohol: {label: Alcohol, within: all}
adds_up: true
"""
NO_ALL = """
categories:
  heroin: {label: Heroin}
  alcohol: {label: Alcohol}
  other: {label: Other}
"""
PERCENT = "  percent: {unit: ['%', '%'], kind: percent}\n"
CHANGE = "  more: {unit: [more, more], kind: change, since: P12M/2016-03}\n"
GROWTH = "  growth: {unit: ['%', '%'], kind: change, since: P12M/2016-03}\n"
RATE = "  rate: {unit: ['person per 1,000', 'people per 1,000'], kind: rate}\n"
POINTS = (
    "  points: {unit: ['percentage point', 'percentage points'], kind: change, "
    "since: P12M/2016-03}\n"
)
PLACE = (
    "  place: {unit: [place, places], kind: rank, counted_from: highest, among: the districts}\n"
)
SCORE = "  score: {unit: [point, points], kind: score}\n"
SEXES = PEOPLE + (
    "  men: {unit: [man, men], kind: count}\n  women: {unit: [woman, women], kind: count}\n"
    "adds_up_measures: {people: [men, women]}\n"
)
MONTHS = "+".join(f"P1M/2016-{month}" for month in (10, 11, 12))
MEAN = f"! claim text_vs_table,X07000004,P3M/2016-12,people,all,mean period:{MONTHS},3.0,TRE-1,3"


@dataclass(frozen=True)
class Leak:
    """A dataset's shape, and its rows: ``area period measure category value note``."""

    shape: str
    rows: str


def year(period: str) -> str:
    """Rows of all people of Oldford, by period."""
    return "\n".join(
        f"{line.split()[0]} X07000004 {line.split()[1]} people all {' '.join(line.split()[2:])}"
        for line in period.strip().splitlines()
    )


LEAKS = {
    "two halves of a year": Leak(PEOPLE, year("""
        ! P12M/2017-03 10
        . P6M/2016-09 7
        ? P6M/2017-03 withheld""")),
    "nine months and three": Leak(PEOPLE, year("""
        ! P12M/2017-03 10
        . P9M/2016-12 7
        ? P3M/2017-03 withheld""")),
    "one month and eleven": Leak(PEOPLE, year("""
        . P12M/2017-03 10
        ? P1M/2016-04 withheld
        ! P11M/2017-03 8""")),
    "twelve months twice": Leak(PEOPLE, year("""
        ! P24M/2017-03 33
        . P12M/2016-03 30
        ? P12M/2017-03 withheld""")),
    "three years pooled": Leak(PEOPLE, year("""
        . P36M/2017-03 33
        . P12M/2015-03 20
        ! P12M/2016-03 11
        ? P12M/2017-03 withheld""")),
    "quarters and months": Leak(PEOPLE, year("""
        . P3M/2016-12 9
        . P1M/2016-10 4
        ! P1M/2016-11 3
        ? P1M/2016-12 withheld""")),
    "windows that overlap": Leak(PEOPLE, year("""
        . P6M/2016-06 20
        . P3M/2016-03 12
        ! P6M/2016-09 10
        ? P3M/2016-09 withheld""")),
    "a window that drops a month and adds one": Leak(PEOPLE, year("""
        . P12M/2017-02 100
        . P12M/2017-03 100
        ! P1M/2016-03 3
        ? P1M/2017-03 withheld""")),
    "exact dates within a month": Leak(PEOPLE, year("""
        . 2016-05-01/2016-05-14 5
        ? 2016-05-15/2016-05-31 withheld
        ! P1M/2016-05 8""")),
    "a category in periods of its own": Leak(PEOPLE + TREE, """
        . X07000004 P12M/2017-03 people drugs 20
        ? X07000004 P12M/2017-03 people heroin withheld
        . X07000004 P6M/2016-09 people other-drugs 10
        ! X07000004 P6M/2017-03 people other-drugs 8"""),
    "a level of categories left out": Leak(PEOPLE + TREE, """
        . X07000004 P12M/2017-03 people all 20
        ? X07000004 P12M/2017-03 people heroin withheld
        . X07000004 P12M/2017-03 people other-drugs 10
        ! X07000004 P12M/2017-03 people alcohol 8"""),
    "no room left for a part": Leak(PEOPLE + TREE, """
        . X07000004 P12M/2017-03 people all 20
        ? X07000004 P12M/2017-03 people heroin withheld
        ! X07000004 P12M/2017-03 people alcohol 18"""),
    "a rate with a known population": Leak(PEOPLE + RATE, """
        ? X07000004 P12M/2017-03 people all withheld
        ! X07000004 P12M/2017-03 rate all 0.7"""),
    "a rate in another dataset": Leak(
        "measures:\n  people: {unit: [crime, crimes], kind: count}\n",
        """
        ? X07000004 P12M/2017-03 people all withheld
        ! X07000004 P12M/2017-03 crime-rate:rate all 0.7"""),
    "a percentage of all": Leak(PEOPLE + PERCENT + TREE, """
        . X07000004 P12M/2017-03 people all 60
        ? X07000004 P12M/2017-03 people heroin withheld
        ! X07000004 P12M/2017-03 percent heroin 5.0"""),
    "a percentage of what of: says": Leak(
        PEOPLE + "  percent: {unit: ['%', '%'], kind: percent, of: drugs}\n" + TREE, """
        . X07000004 P12M/2017-03 people drugs 60
        ? X07000004 P12M/2017-03 people heroin withheld
        ! X07000004 P12M/2017-03 percent heroin 5.0"""),
    "a percentage of the parent": Leak(PEOPLE + PERCENT + TREE, """
        . X07000005 P12M/2017-03 people all 100
        . X07000005 P12M/2017-03 people drugs 50
        . X07000005 P12M/2017-03 people heroin 25
        . X07000005 P12M/2017-03 percent heroin 50.0
        . X07000004 P12M/2017-03 people drugs 20
        ? X07000004 P12M/2017-03 people heroin withheld
        ! X07000004 P12M/2017-03 percent heroin 15.0"""),
    "percentages of a whole that is not there": Leak(PEOPLE + PERCENT + NO_ALL, """
        . X07000004 P12M/2017-03 people alcohol 31
        . X07000004 P12M/2017-03 percent alcohol 51.7
        ? X07000004 P12M/2017-03 people heroin withheld
        ! X07000004 P12M/2017-03 percent heroin 5.0"""),
    "a percentage that only one small number has": Leak(PEOPLE + PERCENT + TREE, """
        ? X07000004 P12M/2017-03 people drugs other-note
        . X07000004 P12M/2017-03 people all 60
        ! X07000004 P12M/2017-03 percent drugs 15.0"""),
    "a number and a whole that are both withheld": Leak(PEOPLE + PERCENT + TREE, """
        ? X07000004 P12M/2017-03 people heroin withheld
        ? X07000004 P12M/2017-03 people all withheld
        ! X07000004 P12M/2017-03 percent heroin 66.7"""),
    "a withheld percentage of known numbers": Leak(PEOPLE + PERCENT + TREE, """
        . X07000004 P12M/2017-03 people all 60
        ! X07000004 P12M/2017-03 people heroin 20
        ? X07000004 P12M/2017-03 percent heroin other-note"""),
    "a withheld percentage that is the rest of a hundred": Leak(
        "measures:\n" + PERCENT + NO_ALL, """
        . X07000005 P12M/2017-03 percent alcohol 50
        . X07000005 P12M/2017-03 percent heroin 30
        . X07000005 P12M/2017-03 percent other 20
        . X07000004 P12M/2017-03 percent alcohol 67
        ! X07000004 P12M/2017-03 percent heroin 30
        ? X07000004 P12M/2017-03 percent other withheld"""),
    "a withheld rate of a known number": Leak(PEOPLE + RATE, """
        ! X07000004 P12M/2017-03 people all 20
        ? X07000004 P12M/2017-03 rate all other-note"""),
    "a change since a known number": Leak(PEOPLE + CHANGE, """
        . X07000004 P12M/2016-03 people all 12
        ? X07000004 P12M/2017-03 people all withheld
        ! X07000004 P12M/2017-03 more all -9"""),
    "a change in percent": Leak(PEOPLE + GROWTH, """
        . X07000004 P12M/2016-03 people all 12
        ? X07000004 P12M/2017-03 people all withheld
        ! X07000004 P12M/2017-03 growth all -75.0"""),
    "a change and its percentage": Leak(PEOPLE + CHANGE + GROWTH, """
        ? X07000004 P12M/2016-03 people all withheld
        ? X07000004 P12M/2017-03 people all other-note
        . X07000004 P12M/2017-03 more all 3
        ! X07000004 P12M/2017-03 growth all 100"""),
    "a withheld change between known numbers": Leak(PEOPLE + CHANGE, """
        . X07000004 P12M/2016-03 people all 12
        ! X07000004 P12M/2017-03 people all 15
        ? X07000004 P12M/2017-03 more all other-note"""),
    "men and women": Leak(SEXES, """
        . X07000004 P12M/2017-03 people all 30
        ! X07000004 P12M/2017-03 men all 27
        ? X07000004 P12M/2017-03 women all withheld"""),
    "men and women, by their names alone": Leak(SEXES.replace("adds_up_measures", "#"), """
        . X07000004 P12M/2017-03 people all 30
        ! X07000004 P12M/2017-03 men all 27
        ? X07000004 P12M/2017-03 women all withheld"""),
    "categories that always add up": Leak(PEOPLE + TREE.replace("adds_up: true", ""), """
        . X07000005 P12M/2017-03 people drugs 30
        . X07000005 P12M/2017-03 people heroin 20
        . X07000005 P12M/2017-03 people other-drugs 10
        . X07000006 P12M/2017-03 people drugs 25
        . X07000006 P12M/2017-03 people heroin 20
        . X07000006 P12M/2017-03 people other-drugs 5
        . X07000004 P12M/2017-03 people drugs 20
        ? X07000004 P12M/2017-03 people heroin withheld
        ! X07000004 P12M/2017-03 people other-drugs 18"""),
    "a rate whose population other rates give": Leak(PEOPLE + RATE + TREE, """
        . X07000004 P12M/2017-03 people all 100
        . X07000004 P12M/2017-03 rate all 50.0
        ? X07000004 P12M/2017-03 people heroin withheld
        ! X07000004 P12M/2017-03 rate heroin 1.5"""),
    "a claimed rate": Leak(PEOPLE, """
        ? X07000004 P12M/2017-03 people all withheld
        ! claim rate,X07000004,P12M/2017-03,people,all,,0.7,TRE-1,3"""),
    "two districts that became one": Leak(PEOPLE, """
        . X07000001 P12M/2015-03 people all 10
        ? X07000002 P12M/2015-03 people all withheld
        ! X07000003 P12M/2015-03 people all 12"""),
    "a partnership and one of its members": Leak(PEOPLE, """
        . X07000004 P12M/2017-03 people all 10
        ? X07000005 P12M/2017-03 people all withheld
        ! X22000001 P12M/2017-03 people all 12"""),
    "a county, and two members counted together": Leak(PEOPLE, """
        . X10000001 P12M/2017-03 people all 40
        . X22000001 P12M/2017-03 people all 12
        ? X07000003 P12M/2017-03 people all withheld
        ! X07000006 P12M/2017-03 people all 26"""),
    "a mean of months": Leak(PEOPLE, year("""
        . P1M/2016-10 4
        . P1M/2016-11 3
        ? P1M/2016-12 withheld""") + "\n" + MEAN),
    "a claimed sum": Leak(PEOPLE + NO_ALL, """
        . X07000004 P12M/2017-03 people other 12
        . X07000004 P12M/2017-03 people alcohol 10
        ? X07000004 P12M/2017-03 people heroin withheld
        ! claim sum,X07000004,P12M/2017-03,people,other,category:alcohol+heroin,12,TRE-1,3"""),
    "a claimed difference": Leak(PEOPLE, """
        . X07000004 P12M/2016-03 people all 12
        ? X07000004 P12M/2017-03 people all withheld
        ! claim change,X07000004,P12M/2017-03,people,all,period:P12M/2016-03,-9,TRE-1,3"""),
    "rates of parts": Leak("measures:\n" + RATE + TREE, """
        . X07000004 P12M/2017-03 rate drugs 12.0
        ! X07000004 P12M/2017-03 rate other-drugs 9.0
        ? X07000004 P12M/2017-03 rate heroin withheld"""),
    "rates of parts, a level left out": Leak("measures:\n" + RATE + TREE, """
        . X07000004 P12M/2017-03 rate all 22.0
        . X07000004 P12M/2017-03 rate alcohol 10.0
        ! X07000004 P12M/2017-03 rate other-drugs 9.0
        ? X07000004 P12M/2017-03 rate heroin withheld"""),
    "rates that always add up": Leak("measures:\n" + RATE + TREE.replace("adds_up: true", ""), """
        . X07000005 P12M/2017-03 rate drugs 30.0
        . X07000005 P12M/2017-03 rate heroin 20.0
        . X07000005 P12M/2017-03 rate other-drugs 10.0
        . X07000004 P12M/2017-03 rate drugs 12.0
        ! X07000004 P12M/2017-03 rate other-drugs 9.0
        ? X07000004 P12M/2017-03 rate heroin withheld"""),
    "percentages of parts": Leak("measures:\n" + PERCENT + TREE, """
        . X07000004 P12M/2017-03 percent drugs 12.0
        ! X07000004 P12M/2017-03 percent other-drugs 9.0
        ? X07000004 P12M/2017-03 percent heroin withheld"""),
    "percentages of parts, a level left out": Leak("measures:\n" + PERCENT + TREE, """
        . X07000004 P12M/2017-03 percent alcohol 88.0
        ! X07000004 P12M/2017-03 percent other-drugs 9.0
        ? X07000004 P12M/2017-03 percent heroin withheld"""),
    "a county's rate": Leak("measures:\n" + RATE, """
        . X07000003 P12M/2017-03 rate all 10.00
        . X07000004 P12M/2017-03 rate all 20.00
        . X07000006 P12M/2017-03 rate all 20.00
        ! X10000001 P12M/2017-03 rate all 11.18
        ? X07000005 P12M/2017-03 rate all withheld"""),
    "a force's rate, with its one county's between": Leak("measures:\n" + RATE, """
        . X07000003 P12M/2017-03 rate all 10.00
        . X07000004 P12M/2017-03 rate all 20.00
        . X07000006 P12M/2017-03 rate all 20.00
        ! X23000001 P12M/2017-03 rate all 11.18
        ? X07000005 P12M/2017-03 rate all withheld"""),
    "a partnership's rate": Leak("measures:\n" + RATE, """
        . X07000004 P12M/2017-03 rate all 20.00
        ! X22000001 P12M/2017-03 rate all 12.60
        ? X07000005 P12M/2017-03 rate all withheld"""),
    "a mean of counts": Leak(PEOPLE, """
        . X07000003 P12M/2017-03 people all 10
        . X07000004 P12M/2017-03 people all 20
        ! X99000001 P12M/2017-03 people all 11
        ? X07000005 P12M/2017-03 people all withheld"""),
    "a mean of rates": Leak("measures:\n" + RATE, """
        . X07000003 P12M/2017-03 rate all 10.0
        . X07000004 P12M/2017-03 rate all 20.0
        ! X99000001 P12M/2017-03 rate all 11.0
        ? X07000005 P12M/2017-03 rate all withheld"""),
    "a mean that is withheld": Leak("measures:\n" + RATE, """
        . X07000003 P12M/2017-03 rate all 1.0
        . X07000004 P12M/2017-03 rate all 1.0
        ! X07000005 P12M/2017-03 rate all 7.0
        ? X99000001 P12M/2017-03 rate all withheld"""),
    "points since a known percentage": Leak("measures:\n" + PERCENT + POINTS, """
        . X07000004 P12M/2016-03 percent all 12.0
        ! X07000004 P12M/2017-03 points all -9.0
        ? X07000004 P12M/2017-03 percent all withheld"""),
    "a change of a rate, beside one of a count": Leak(PEOPLE + RATE + GROWTH, """
        . X07000005 P12M/2016-03 rate all 10.0
        . X07000005 P12M/2017-03 growth all 50.0
        . X07000005 P12M/2017-03 rate all 15.0
        . X07000005 P12M/2016-03 people all 30
        . X07000005 P12M/2017-03 people all 40
        . X07000004 P12M/2016-03 rate all 12.0
        ! X07000004 P12M/2017-03 growth all -75.0
        ? X07000004 P12M/2017-03 rate all withheld"""),
    "a change of a rate": Leak("measures:\n" + RATE + GROWTH, """
        . X07000004 P12M/2016-03 rate all 12.0
        ! X07000004 P12M/2017-03 growth all -75.0
        ? X07000004 P12M/2017-03 rate all withheld"""),
    "a change of a score, before it": Leak("measures:\n" + SCORE + GROWTH, """
        ? X07000004 P12M/2016-03 score all withheld
        ! X07000004 P12M/2017-03 growth all 100.0
        . X07000004 P12M/2017-03 score all 6.0"""),
    "a withheld change of known rates": Leak("measures:\n" + RATE + GROWTH, """
        . X07000004 P12M/2016-03 rate all 10000
        ! X07000004 P12M/2017-03 rate all 10300
        ? X07000004 P12M/2017-03 growth all withheld"""),
    "withheld points between known percentages": Leak("measures:\n" + PERCENT + POINTS, """
        . X07000004 P12M/2016-03 percent all 12.0
        ! X07000004 P12M/2017-03 percent all 15.0
        ? X07000004 P12M/2017-03 points all withheld"""),
    "a percentage of the county's number, as another row shows": Leak(PEOPLE + PERCENT, """
        . X10000001 P12M/2017-03 people all 60
        . X07000004 P12M/2017-03 people all 30
        ! X07000004 P12M/2017-03 percent all 50.0
        . X07000005 P12M/2017-03 percent all 5.0
        ? X07000005 P12M/2017-03 people all withheld"""),
    "a category as a percentage of the county's total": Leak(PEOPLE + PERCENT + NO_ALL.replace(
        "categories:", "categories:\n  all: {label: All}"), """
        ! X10000001 P12M/2017-03 people all 60
        . X07000004 P12M/2017-03 people all 40
        . X07000004 P12M/2017-03 people heroin 30
        . X07000004 P12M/2017-03 percent heroin 50.0
        . X07000005 P12M/2017-03 percent heroin 5.0
        ? X07000005 P12M/2017-03 people heroin withheld"""),
    "a rate known as closely as it is rounded": Leak("measures:\n" + RATE + TREE, """
        . X07000004 P12M/2017-03 rate drugs 12.0
        ! X07000004 P12M/2017-03 rate other-drugs 9.0
        ? X07000004 P12M/2017-03 rate heroin other-note"""),
    "a place just above another": Leak(PEOPLE + PLACE, """
        . X07000003 P12M/2017-03 people all 3
        . X07000003 P12M/2017-03 place all 2
        ! X07000005 P12M/2017-03 place all 1
        ? X07000005 P12M/2017-03 people all withheld"""),
    "a place between two that are not printed": Leak(PEOPLE + PLACE, """
        . X07000003 P12M/2017-03 people all 3
        . X07000004 P12M/2017-03 people all 9
        . X07000006 P12M/2017-03 people all 2
        ! X07000005 P12M/2017-03 place all 3
        ? X07000005 P12M/2017-03 people all withheld"""),
    "a place from the lowest, of a rate": Leak(
        "measures:\n" + RATE + PLACE.replace("highest", "lowest"), """
        . X07000003 P12M/2017-03 rate all 3.0
        . X07000003 P12M/2017-03 place all 1
        ! X07000005 P12M/2017-03 place all 2
        ? X07000005 P12M/2017-03 rate all withheld"""),
    "a force and one of its two divisions": Leak(PEOPLE, """
        . area X10000091,East,division,X23000001,,
        . area X10000092,West,division,X23000001,,
        . X23000001 P12M/2017-03 people all 40
        ! X10000091 P12M/2017-03 people all 37
        ? X10000092 P12M/2017-03 people all withheld"""),
    "a division and its districts": Leak(PEOPLE, """
        . area X10000091,East,division,X23000001,,
        . area X07000091,Far East,district,X10000091,,
        . area X07000092,Near East,district,X10000091,,
        . X10000091 P12M/2017-03 people all 40
        ! X07000091 P12M/2017-03 people all 37
        ? X07000092 P12M/2017-03 people all withheld"""),
}  # fmt: skip


def project_with(folder: Path, leak: Leak, *, is_safe: bool) -> Path:
    """The county without its other datasets, with this one; the line marked ! is there or not."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(COUNTY / "data/areas", folder / "data/areas")
    for name in ("site.yml", "sources.csv", "contacts.csv", "subjects.csv", "events.csv"):
        shutil.copy(COUNTY / "data" / name, folder / "data" / name)
    name = "data/datasets/population"
    shutil.copytree(COUNTY / name, folder / name)
    (folder / RATES).mkdir(parents=True)
    shutil.copy(COUNTY / RATES / "dataset.yml", folder / RATES / "dataset.yml")
    target = folder / FOLDER
    target.mkdir(parents=True)
    (target / "dataset.yml").write_text(PLAIN + leak.shape, encoding="utf-8")
    files = {
        "return.csv": [HEAD],
        "claims.csv": [CLAIM_HEAD],
        "../crime-rate/a.csv": [HEAD, COUNTY_RATE],
    }
    for line in leak.rows.strip().splitlines():
        mark, _, words = line.strip().partition(" ")
        if mark == "!" and is_safe:
            continue
        if words.startswith("area "):
            with (folder / "data/areas/areas.csv").open("a", encoding="utf-8") as areas:
                areas.write(words.removeprefix("area ") + "\n")
            continue
        if words.startswith("claim "):
            files["claims.csv"].append(words.removeprefix("claim "))
            continue
        area, period, measure, category, value = words.split()
        dataset, _, measure = measure.rpartition(":")
        told = f",c,{value}" if mark == "?" else f"{value},,"
        where = "../crime-rate/a.csv" if dataset else "return.csv"
        files[where].append(f"{area},{period},{measure},{category},{told}")
    for name, lines in files.items():
        if len(lines) > 1:
            (target / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def told(folder: Path, leak: Leak, *, is_safe: bool) -> tuple[Holdings, list[str]]:
    """What is told of a case, read as a project is."""
    holdings = open_holdings(project_with(folder, leak, is_safe=is_safe))
    assert not holdings.problems, holdings.problems
    return holdings, [str(problem) for problem in narrowed(holdings, {})]


@pytest.mark.parametrize("name", LEAKS)
def test_what_gives_a_number_away_is_told(name: str, tmp_path: Path) -> None:
    _, problems = told(tmp_path / "project", LEAKS[name], is_safe=False)
    assert problems
    assert all("can be worked out more closely" in problem for problem in problems)


@pytest.mark.parametrize("name", LEAKS)
def test_without_it_nothing_is_told(name: str, tmp_path: Path) -> None:
    _, problems = told(tmp_path / "project", LEAKS[name], is_safe=True)
    assert problems == []


QUARTERS = ("P3M/2016-06", "P3M/2016-09", "P3M/2016-12")
PERIODS = {  # which of the three quarters each is made of
    **{iso: (place,) for place, iso in enumerate(QUARTERS)},
    "P6M/2016-09": (0, 1),
    "P6M/2016-12": (1, 2),
    "P9M/2016-12": (0, 1, 2),
}
BRUTE_SHAPE = (
    PEOPLE
    + PERCENT
    + RATE.replace("1,000", "100")
    + """
categories:
  all: {label: All}
  heroin: {label: Heroin, within: all}
  alcohol: {label: Alcohol, within: all}
adds_up: true
"""
)
RESIDENTS = 4010  # of Oldford in mid-2015, the latest of those periods
Numbers = dict[tuple[str, str, str], np.ndarray]


def every_table(most: int) -> Numbers:
    """Each count of heroin, alcohol and all in each period, for all tables up to a total."""
    quarters = np.array([q for q in product(range(most + 1), repeat=6) if sum(q) <= most])
    cells: Numbers = {}
    for iso, places in PERIODS.items():
        heroin = quarters[:, list(places)].sum(axis=1)
        alcohol = quarters[:, [place + 3 for place in places]].sum(axis=1)
        for category, number in (
            ("heroin", heroin),
            ("alcohol", alcohol),
            ("all", heroin + alcohol),
        ):
            cells[iso, "people", category] = number
    return cells


ALL_TABLES = every_table(8)


def printed_of(people: np.ndarray, whole: np.ndarray | float, per: float) -> np.ndarray:
    """A percentage or rate before it is rounded; nothing where there is nobody."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return per * people / whole


@pytest.mark.parametrize("seed", range(40))
def test_no_range_is_closer_than_that_of_trying_every_number(seed: int, tmp_path: Path) -> None:
    """Periods that overlap, a percentage and a rate, with rounding: all tables are tried."""
    chance = random.Random(seed)
    total = ALL_TABLES["P9M/2016-12", "people", "all"]
    truth = chance.choice(np.flatnonzero(total == 8).tolist())
    fits = total == 8
    lines = [". X07000004 P9M/2016-12 people all 8"]
    hidden: list[tuple[str, str, str]] = []
    for key in chance.sample(sorted(set(ALL_TABLES) - {("P9M/2016-12", "people", "all")}), 9):
        number = int(ALL_TABLES[key][truth])
        if 1 <= number <= 4 and len(hidden) < 4:
            hidden.append(key)
            lines.append(f"? X07000004 {key[0]} people {key[2]} withheld")
            fits &= (ALL_TABLES[key] >= 1) & (ALL_TABLES[key] <= 4)
        elif len(lines) - len(hidden) < 4:
            lines.append(f". X07000004 {key[0]} people {key[2]} {number}")
            fits &= ALL_TABLES[key] == number
    for iso, _, category in chance.sample(hidden, min(2, len(hidden))):
        is_rate = category == "all" or chance.random() < 0.3
        whole = RESIDENTS if is_rate else ALL_TABLES[iso, "people", "all"]
        exact = printed_of(ALL_TABLES[iso, "people", category], whole, 100.0)
        decimals = chance.choice((2, 3)) if is_rate else chance.choice((0, 1))
        shown = round(float(exact[truth]), decimals)
        measure = "rate" if is_rate else "percent"
        lines.append(f". X07000004 {iso} {measure} {category} {shown:.{decimals}f}")
        fits &= abs(exact - shown) <= 0.5 * 10.0**-decimals + 1e-9
    holdings = open_holdings(
        project_with(tmp_path / "p", Leak(BRUTE_SHAPE, "\n".join(lines)), is_safe=False)
    )
    found, contradicted = worked_out(holdings, is_exact=True)
    quick, _ = worked_out(holdings)
    assert not contradicted
    assert len(found) == len(hidden)
    assert {n.cell for n in found if n.is_narrower} == {n.cell for n in quick if n.is_narrower}
    for one in found:
        tried = ALL_TABLES[one.cell.period, "people", one.cell.category][fits]
        assert (one.lowest, one.highest) == (tried.min(), tried.max()), one.cell


CONTRADICTIONS = {
    "parts that are more than their total": Leak(PEOPLE + TREE, """
        . X07000004 P12M/2017-03 people drugs 20
        . X07000004 P12M/2017-03 people other-drugs 21
        ? X07000004 P12M/2017-03 people heroin withheld"""),
    "half a year with more than the year": Leak(PEOPLE, year("""
        . P12M/2017-03 10
        . P6M/2016-09 12
        ? P6M/2017-03 withheld""")),
    "a percentage of many that are said to be few": Leak(PEOPLE + PERCENT + TREE, """
        . X07000004 P12M/2017-03 people all 60
        . X07000004 P12M/2017-03 percent alcohol 20.0
        ? X07000004 P12M/2017-03 people alcohol withheld"""),
    "a claimed difference that cannot be": Leak(PEOPLE, """
        . X07000004 P12M/2016-03 people all 12
        ? X07000004 P12M/2017-03 people all withheld
        . claim change,X07000004,P12M/2017-03,people,all,period:P12M/2016-03,+9,TRE-1,3"""),
    "whole percentages that make more than a hundred": Leak("measures:\n" + PERCENT + NO_ALL
        + "adds_up: true\n", """
        . X07000004 P12M/2017-03 percent alcohol 70
        . X07000004 P12M/2017-03 percent heroin 40
        ? X07000004 P12M/2017-03 percent other withheld"""),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_numbers_that_contradict_each_other_are_told(name: str, tmp_path: Path) -> None:
    _, problems = told(tmp_path / "project", CONTRADICTIONS[name], is_safe=False)
    assert len(problems) == 1
    assert "No numbers fit this withheld figure" in problems[0]


def test_totals_that_need_not_add_up_are_not_added(tmp_path: Path) -> None:
    leak = CONTRADICTIONS["half a year with more than the year"]
    shape = leak.shape + "worked_out: {people: Each person counts once in each period.}\n"
    assert told(tmp_path / "p", Leak(shape, leak.rows), is_safe=False)[1] == []


def test_a_blank_that_cannot_be_nought_is_none(tmp_path: Path) -> None:
    """A blank counts as nought, as somebody who tries would count it, where that is possible."""
    rows = """
        . X07000004 P12M/2017-03 people drugs 20
        ? X07000004 P12M/2017-03 people heroin withheld"""
    for total, is_narrowed in ((20, False), (3, True)):
        project = project_with(
            tmp_path / "p",
            Leak(PEOPLE + TREE, rows.replace("drugs 20", f"drugs {total}")),
            is_safe=False,
        )
        with (project / FOLDER / "return.csv").open("a", encoding="utf-8") as file:
            file.write("X07000004,P12M/2017-03,people,other-drugs,,x,\n")
        found, contradicted = worked_out(open_holdings(project))
        assert not contradicted
        assert [one.is_narrower for one in found] == [is_narrowed]


def test_thousands_of_withheld_numbers_take_seconds(tmp_path: Path) -> None:
    """Two thousand in one table with all its totals, safe and not."""
    chance = random.Random(1)
    areas = ("X07000003", "X07000004", "X07000005", "X07000006")
    kinds = [f"kind-{number}" for number in range(50)]
    shape = PEOPLE + "categories:\n  all: {label: All}\n"
    shape += "".join(f"  {kind}: {{label: {kind}, within: all}}\n" for kind in kinds)
    months = [f"P1M/2016-{month:02d}" for month in range(1, 13)]
    lines, totals = [], Counter[tuple[str, str, str]]()
    for area, month, kind in product(areas, months, kinds):
        number = chance.randint(0, 9)
        is_small = 1 <= number <= 4
        mark = "withheld" if is_small else "other-note" if chance.random() < 0.75 else ""
        lines.append(f"{'?' if mark else '.'} {area} {month} people {kind} {mark or number}")
        for total in ((area, month, "all"), (area, "P12M/2016-12", kind)):
            totals[total] += number
    lines += [f". {area} {period} people {k} {n}" for (area, period, k), n in totals.items()]
    project = project_with(
        tmp_path / "p", Leak(shape + "adds_up: true\n", "\n".join(lines)), is_safe=False
    )
    holdings = open_holdings(project)
    began = process_time()
    found, contradicted = worked_out(holdings)
    assert not contradicted
    assert len(found) > 1900
    assert process_time() - began < 30
