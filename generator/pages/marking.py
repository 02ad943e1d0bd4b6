"""Which parts of a generated page are Markdown and which are HTML already.

A page's file is Markdown as a whole. These marks (comments, which no reader sees) let the site's
builder hand only the hand-written parts to Python-Markdown, which would spend most of a build on
reading through HTML that it does not change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MARKDOWN = ("<!--markdown-->", "<!--/markdown-->")
HTML = ("<!--html-->", "<!--/html-->")
KEPT = re.compile(r'<div data-kept="(\d+)"></div>')
SPLIT = re.compile(f"{MARKDOWN[0]}|{MARKDOWN[1]}")
HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.S)
BLOCK = re.compile(f"{HTML[0]}(.*?){HTML[1]}", re.S)
CHART = '\n<figure class="chart"'
FOLD = re.compile("<!--fold-->(.*?)<!--/fold-->", re.S)
SECTION = re.compile(r'<(h[23]) id="([^"]+)">(.*?)</\1>(.*?)(?=<\1 |$)', re.S)
HEADING_ID = re.compile(r"\{#([a-z0-9-]+)\}")
MARKDOWN_MARKS = re.compile(r"[\\`*_{}\[\]()#+\-!|~<>&:\"'$^=@.]")


def as_markdown(text: str) -> str:
    """A hand-written part, inside HTML."""
    return f"\n\n{MARKDOWN[0]}\n\n{text}\n\n{MARKDOWN[1]}\n\n"


def as_html(text: str) -> str:
    """A block of HTML inside a hand-written part; nothing stays nothing."""
    return f"{HTML[0]}\n{text}\n{HTML[1]}" if text else ""


def charts_in_rows(page: str) -> str:
    """A page with the charts that follow one another put together, to stand side by side."""
    before, *charts = page.split(f"{HTML[0]}{CHART}")
    told, row = [before], ""
    for number, chart in enumerate(charts, start=1):
        inside, _, after = chart.partition(HTML[1])
        rest = after.lstrip()
        row += f"{CHART}{inside}{after[: len(after) - len(rest)]}"
        if rest or number == len(charts):
            together = as_html(f'<div class="charts">\n{row.strip()}\n</div>')
            told.append(f"{together}\n\n{rest}")
            row = ""
    return "".join(told)


def set_aside(page: str) -> tuple[str, list[str]]:
    """A page's hand-written parts with a place kept for each part that is HTML, and those parts.

    >>> set_aside("<h1>A</h1>" + as_markdown("Said " + as_html("<b>B</b>")) + "<p>C</p>")[1]
    ['<h1>A</h1>', '<b>B</b>', '<p>C</p>']
    """
    kept: list[str] = []

    def place(html: str) -> str:
        kept.append(html.strip())
        return f'\n\n<div data-kept="{len(kept) - 1}"></div>\n\n'

    parts = SPLIT.split(page)
    told = [
        BLOCK.sub(lambda found: place(found[1]), part) if number % 2 else place(part)
        for number, part in enumerate(parts)
    ]
    return "".join(told), kept


def put_back(html: str, kept: list[str]) -> str:
    """The whole page again, when the hand-written parts have become HTML."""
    return KEPT.sub(lambda found: kept[int(found[1])], html)


def scrolling(html: str) -> str:
    """Tables written in Markdown, each in a region that scrolls, named by the heading above it."""
    parts = html.split("<table>")
    for place in range(1, len(parts)):
        above = HEADING.findall("".join(parts[:place]))
        name = re.sub(r"<[^>]+>", "", above[-1]).strip() if above else "this page"
        number = f" {place}" if len(parts) > 2 else ""
        named = f'role="region" tabindex="0" aria-label="Table{number}: {name}"'
        parts[place] = f'<div class="table-scroll" {named}><table>{parts[place]}'
    return "".join(parts).replace("</table>", "</table></div>")


def folded(page: str) -> str:
    """A page's sections between the marks for folding, each closed below its heading; they are
    those of the level of the first heading there.

    A link to a section leads inside its fold, which a browser opens by itself.

    >>> folded('<!--fold--><h2 id="a">A</h2><p>B</p><!--/fold-->')
    '<details class="group"><summary><h2>A</h2></summary><div id="a"><p>B</p></div></details>'
    """
    return FOLD.sub(lambda found: SECTION.sub(_fold, found[1]), page)


def _fold(section: re.Match[str]) -> str:
    level, place, heading, inside = section.groups()
    top = f'<details class="group"><summary><{level}>{heading}</{level}></summary>'
    return f'{top}<div id="{place}">{inside}</div></details>'


def plain_text(text: str) -> str:
    """Text as Markdown that shows it letter by letter: every mark with a meaning becomes an entity.

    >>> plain_text("*St Mary's*")
    '&#42;St Mary&#39;s&#42;'
    """
    return MARKDOWN_MARKS.sub(lambda found: f"&#{ord(found[0])};", text)


def apart(bodies: Iterable[str]) -> Iterator[str]:
    """The Markdown texts of one page, each heading with an id that no text before it has.

    >>> list(apart(["# A {#a}", "# A {#a}"]))
    ['# A {#a}', '# A {#a-1}']
    """
    taken: set[str] = set()
    for body in bodies:
        mine = HEADING_ID.findall(body)
        told = body
        for name in taken.intersection(mine):
            told = told.replace(f"{{#{name}}}", f"{{#{name}-{len(taken)}}}")
        yield told
        taken.update(HEADING_ID.findall(told))
