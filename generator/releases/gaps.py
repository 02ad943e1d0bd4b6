"""A page of a release with nothing on it, and in its head, but that it was withdrawn."""

from __future__ import annotations

import re
from functools import partial

from markupsafe import escape

# What stands on a page beside its frame; of a page in a frame of another kind, its whole body.
WHOLE = re.compile(r"(<article id=\"content\"[^>]*>)(.*?)(</article>)|(<main>)(.*?)(</main>)", re.S)
BODY = re.compile(r"(<body[^>]*>)(.*)(</body>)()()()", re.S)
ASIDE = re.compile(r'<aside class="frozen".*?</aside>', re.S)
HEAD = re.compile(r"<head>.*?</head>", re.S)
TITLE = re.compile(r"<title>(.*?)</title>", re.S)
META, CONTENT = re.compile(r"<meta [^>]*>"), re.compile(r'\bcontent="[^"]*"')
# What says how to show a page, and nothing of what stands on it.
OF_FRAME = re.compile(
    r'charset=|http-equiv=|name="(viewport|referrer|color-scheme|robots|theme-color|generator)"'
)
AS_DATA = re.compile(r'<script[^>]*type="[^"]*json"[^>]*>.*?</script>\s*', re.S)
# A letter to the publisher begins with the title of the page.
LETTER = re.compile(r'(href="mailto:[^"?]*)\?[^"]*"')


def gap(html: str, sentence: str) -> str:
    """What is left of a page: its frame, and this sentence."""
    whole = WHOLE if WHOLE.search(html) else BODY
    html = whole.sub(partial(_emptied, sentence), html, count=1)
    return HEAD.sub(_head, LETTER.sub(r'\1"', html), count=1)


def _emptied(sentence: str, found: re.Match[str]) -> str:
    start, inner, end = found.group(1, 2, 3) if found[1] else found.group(4, 5, 6)
    aside = ASIDE.search(inner)
    kept = aside[0] if aside else ""
    return f"{start}{kept}<h1>Withdrawn</h1><p>{escape(sentence)}</p>{end}"


def _head(found: re.Match[str]) -> str:
    return META.sub(_meta, TITLE.sub(_title, AS_DATA.sub("", found[0])))


def _title(found: re.Match[str]) -> str:
    _, mark, site = found[1].rpartition(" · ")
    return f"<title>Withdrawn{mark}{site if mark else ''}</title>"


def _meta(found: re.Match[str]) -> str:
    return found[0] if OF_FRAME.search(found[0]) else CONTENT.sub('content=""', found[0])
