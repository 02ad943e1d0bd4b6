"""What stands once in the open part of a page, and once in each fold: that a figure is provisional,
that it is told as its source prints it, that months vary more than chance gives, of what ranges
are, and a caution; and, in a paragraph, that a period is not stated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.charts.months import WIDER
from generator.pages.book import Page
from generator.pages.five_lines import CAUTION as CAUTIONED
from generator.pages.marking import plain_text
from generator.pages.tabled import RANGE_IS
from generator.telling.verdicts import BY_CHANCE

FOLDED = re.compile(r"(<details\b|</details>)")
PROVISIONAL = " (this figure is provisional)"
ALL_PROVISIONAL = " (this figure is provisional, as is each one marked [p])"
MARKED = " [p]"
LEGEND = re.compile(r'<p class="notes">\[p\] provisional</p>\n?')
CAUTION = re.compile(r'<p class="caution">(.*?)</p>\n?')
IN_FIVE = re.compile(rf"<dt>{CAUTIONED}</dt><dd>(.*?)</dd>")
CARE = "Read this change with care. "
CHANGES = "<strong>Read changes with care.</strong> "
PRINTED = ", as the source prints it"
# The words of ``periods.Period`` for a time that nobody knows, before a sentence.
UNSTATED, SUCH = "In a period that the source does not state,", "In such a period,"
# In what an author wrote in Markdown every mark with a meaning is an entity.
RANGED = f'<p class="notes">{RANGE_IS}</p>\n'
SPELT = plain_text(PROVISIONAL)
EITHER = re.compile(f"{re.escape(PROVISIONAL)}|{re.escape(SPELT)}|{LEGEND.pattern}")


def said_once(page: Page) -> Page:
    """A page on which each of these is said where it first bears, and not again. Whoever opens a
    fold has not read the others: there it is said anew, and what is folded in it is left."""
    parts = FOLDED.split(page.markdown)
    cautioned = " ".join(IN_FIVE.findall(page.markdown))
    for number, places in enumerate(_apart(parts)):
        is_several = sum(len(EITHER.findall(parts[place])) for place in places) > 1
        said = _Said(is_several, cautioned, is_folded=number > 0)
        for place in places:
            parts[place] = said.part(parts[place])
    return replace(page, markdown="".join(parts))


def _apart(parts: list[str]) -> list[list[int]]:
    """Which parts of a page are read in one go: the open ones, then those of each fold."""
    found, depth = [list[int]()], 0
    for place, part in enumerate(parts):
        depth += {"<details": 1, "</details>": -1}.get(part, 0)
        if depth == 1 and part == "<details":
            found.append([])
        if depth < 2:
            found[0 if depth == 0 else -1].append(place)
    return found


@dataclass
class _Said:
    """What was said so far, part by part; ``is_several`` where more than one figure is told to be
    provisional, ``cautioned`` the caution among the five lines. In a fold, which may be long, each
    table keeps what its letters mean."""

    is_several: bool
    cautioned: str = ""
    is_folded: bool = False
    phrases: set[str] = field(default_factory=set)

    def part(self, text: str) -> str:
        """The next open part, without what was said before it or earlier in it."""
        text = EITHER.sub(self._provisional, text)
        text = CAUTION.sub(self._caution, text)
        text = "\n".join(map(_unstated, text.split("\n"))) if UNSTATED in text else text
        for phrase in (CARE, PRINTED, WIDER, BY_CHANCE, RANGED):
            text = self._first(text, phrase)
        return text

    def _is_new(self, phrase: str) -> bool:
        is_new = phrase not in self.phrases
        self.phrases.add(phrase)
        return is_new

    def _provisional(self, found: re.Match[str]) -> str:
        is_legend, is_spelt = found[0] not in (PROVISIONAL, SPELT), found[0] == SPELT
        if is_legend and self.is_folded:
            return found[0]
        said = "" if is_legend else MARKED
        if self._is_new(PROVISIONAL):
            said = found[0] if is_legend or not self.is_several else ALL_PROVISIONAL
        return plain_text(said) if is_spelt and said != found[0] else said

    def _caution(self, found: re.Match[str]) -> str:
        told = found[1].removeprefix(CARE).removeprefix(CHANGES)
        return found[0] if told not in self.cautioned and self._is_new(told) else ""

    def _first(self, text: str, phrase: str) -> str:
        if phrase not in text:
            return text
        before, after = text.split(phrase, 1)
        kept = phrase if self._is_new(phrase) else ""
        return f"{before}{kept}{after.replace(phrase, '')}"


def _unstated(line: str) -> str:
    """A paragraph whose sentences are of unstated periods, each after the first in fewer words.

    >>> _unstated(f"{UNSTATED} at least 3 came. {UNSTATED} at most 6 came.")
    'In a period that the source does not state, at least 3 came. In such a period, at most 6 came.'
    """
    before, *rest = line.split(UNSTATED)
    return f"{before}{UNSTATED}{SUCH.join(rest)}" if rest else line
