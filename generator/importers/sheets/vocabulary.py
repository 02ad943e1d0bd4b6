"""Words of spreadsheets that say what numbers are, or that they are something else."""

from __future__ import annotations

import re

from generator.importers.sheets.spelt_periods import MONTH

TOTAL = re.compile(r"(grand |overall |sub-?)?totals?|all( areas| districts| wards)?|sum", re.I)
ALL = re.compile(r"((grand|overall) )?total|all|overall|everything|total crime|all crimes?", re.I)
NUMBER = re.compile(
    r"(the )?(numbers?|counts?|values?|no\.?|total|figures?|incidents|offences)", re.I
)
SHARE = re.compile(r"%|per ?cent(age)?|share|proportion", re.I)
BASE = re.compile(
    r"((un)?weighted )?(base|n ?=?|sample)( size)?"
    r"|((total|all|number of|no\.? of) )?(respondents|answers|responses)"
    r"|number (asked|who answered)|people who answered",
    re.I,
)
CHANGED = re.compile(
    r"((%|pct|per ?cent(age)?|annual|yearly|yoy|actual|numeric(al)?)\s+)?"
    r"(change|difference|diff|variance|rank(ing|ed)?|position|trend|direction|rag|movement)\b"
    r"(?! of ).*|.*\b(change|difference|rank)|[+-]/-|±",
    re.I,
)
# What is no number of the same kind as those beside it.
ODD = re.compile(
    r".*(%|\b(rates?|per|per ?cent(age)?|population|residents|households|targets?|averages?"
    r"|mean|avg|previous|last year|increase|decrease|index|score|base|ytd|cumulative|share|ci"
    r"|proportion|confidence|interval|limits?|lower|upper)\b).*",
    re.I,
)
# A part of the year that stands above or beside it.
OF_A_YEAR = re.compile(
    rf"({MONTH})\.?|q[1-4]|quarter [1-4]|h[12]|week \d+"
    rf"|({MONTH})\s*(-|–|to)\s*({MONTH})",
    re.I,
)
# Behind and before the name of a place.
COUNCIL = re.compile(
    r"^(the )?(royal |london )?(borough|city|district|county|unitary) of | county$"
    r"| (district|borough|city|county|town|metropolitan)?( borough)? ?council$"
    r"| (district|borough|csp|bc|dc|cc)$",
    re.I,
)
IN_THOUSANDS = re.compile(
    r"\b(in|£) ?(thousands?|millions?|000s?)\b|£ ?000s?\b"
    r"|\((£ ?)?(000s?|thousands?|millions?)\)",
    re.I,
)
# In a title: that the numbers below it are no counts, or that they are.
OF_RATES = re.compile(
    r"%|\'000|\b(rates?|percentages?|per ?cent|proportions?|averages?|index"
    r"|per (head|capita|thousand|million|1,?0|100))",
    re.I,
)
OF_COUNTS = re.compile(r"\b(numbers?|counts?)\b", re.I)
