"""Sentences that people type, such that another can follow them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

# A stop, and the quotation marks or brackets that close behind it.
STOPPED = re.compile(r"[.!?…:;][\"'”’)\]]*$")


def ended(text: str) -> str:
    """A text with a full stop at its end, whether it was typed or not.

    >>> ended("The returns stopped"), ended("Why?"), ended("(As printed.)"), ended("")
    ('The returns stopped.', 'Why?', '(As printed.)', '')
    """
    told = text.rstrip()
    return told if not told or STOPPED.search(told) else f"{told}."


# Such as may be blank, and such as may not.
Sentences = Annotated[str, AfterValidator(ended)]
Needed = Annotated[
    str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(ended)
]
