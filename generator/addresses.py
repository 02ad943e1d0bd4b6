"""The way from one page of the site to another."""

from __future__ import annotations


def relative(here: str, there: str) -> str:
    """The way from one address of the site to another.

    >>> relative("dover/hate-crime/", "contacts/"), relative("", "dover/")
    ('../../contacts/', 'dover/')
    """
    up = "../" * here.count("/")
    return f"{up}{there}" or "./"
