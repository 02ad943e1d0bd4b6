"""Which figures are parts of one whole, so that they may stand side by side as bars."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.figures import Figure
from generator.terms.datasets import Dataset

# How far from 100 percent rounded shares of one whole may add up to.
ROUNDED = 1.0


def root(dataset: Dataset, category: str) -> str:
    """The outermost of what a category lies within; itself where nothing is declared."""
    while above := dataset.categories[category].within:
        category = above
    return category


def are_parts(
    dataset: Dataset, parts: Sequence[Figure], whole: Figure | None, *, is_share: bool
) -> bool:
    """Are these of one dimension, none of them what others are parts of?

    They lie within one declared whole; or they add up to 100 percent; or their ids share their
    beginning and they are counts that fit into the ``whole``, which is held.
    """
    shown = {figure.category for figure in parts}
    if _holds_another(dataset, shown):
        return False
    total = sum(figure.value or 0 if is_share else figure.size for figure in parts)
    if is_share and total > 100 + ROUNDED:
        return False
    roots = {root(dataset, category) for category in shown}
    if len(roots) == 1 and not roots & shown:
        return True
    if is_share:
        return total >= 100 - ROUNDED
    beginnings = {category.rpartition("/")[0] for category in shown}
    return len(beginnings) == 1 and "" not in beginnings and bool(whole and total <= whole.size)


def _holds_another(dataset: Dataset, shown: set[str]) -> bool:
    """Is one of them what others lie within, or all of them together?"""
    if len(shown) > 1 and any(category.rpartition("/")[2] == "all" for category in shown):
        return True
    return any(shown & set(dataset.tree(category)[1:]) for category in shown)
