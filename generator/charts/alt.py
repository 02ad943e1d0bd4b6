"""Altair by another name: loaded when the first template is written, since a fifth of the time
that the program takes to start would go to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altair import *  # noqa: F403
else:

    def __getattr__(name: str) -> object:
        import altair

        return getattr(altair, name)
