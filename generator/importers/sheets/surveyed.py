"""What headings of a survey say beside its answers: how many were asked, and that the numbers are
percentages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importers.sheets.labelled import KnownWords
from generator.importers.sheets.tables import bare
from generator.importers.sheets.vocabulary import BASE

IN_PERCENT = re.compile(r"\s*(\(\s*(%|per ?cent)\s*\)|,?\s*%|,\s*per ?cent)$", re.I)


def base_among(known: KnownWords, texts: Sequence[str]) -> tuple[str, list[str]]:
    """Of headings that stand over one another: the measure of how many were asked, where one of
    them says so; and the others, without a "(%)"."""
    measure = _base_of(known)
    if not measure:
        return "", list(texts)
    said = known.mapping.words.get("category", {})
    kinds = [
        text
        for text in texts
        if text in said or bare(text) in said or not BASE.fullmatch(bare(text))
    ]
    if not kinds and known.dataset and "all" not in known.dataset.categories:
        return "", list(texts)
    base = measure if len(kinds) < len(texts) else ""
    return base, [IN_PERCENT.sub("", text) or text for text in kinds]


def whole(known: KnownWords) -> str:
    """The category of all answers together."""
    if known.dataset is None:
        known.found.setdefault("all", "All")
    return "all"


def _base_of(known: KnownWords) -> str:
    """The measure of how many were asked; blank where the dataset is no survey with one."""
    if known.dataset is None:
        founded = known.mapping.dataset
        return "respondents" if founded and founded.question else ""
    bases = {one.base for one in known.dataset.indicators.values() if one.base}
    return bases.pop() if len(bases) == 1 else ""
