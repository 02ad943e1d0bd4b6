"""The sentences of every page, as they are read: whole, plain, and nothing said twice in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sentences import Block, pages

# Pages that list what documents print, in the documents' own words.
IN_OTHER_WORDS = ("data", "disagreements")
# Parts of a page that are no sentences, or that quote.
NO_SENTENCES = {"chart-links", "code", "contacts", "disputed", "downloads", "from", "notes"}
NO_SENTENCES |= {"linked", "printed", "source", "sources", "statements", "beside-whom", "licences"}
PREPOSITION = "in|of|for|at|from|to|by|with|on|between|since"
NAMED_PERIOD = re.compile(
    r"(the )?((year|quarter) ending|\d+ months to|(end|start) of)?\s*"
    r"\b((January|February|March|April|May|June|July|August|September|October|November|December)"
    r"( to [A-Z]\w+)? )?\d{4}(/\d\d)?\b"
)
LONG = 4
# A list of places, set apart by semicolons.
NAMES = re.compile(r"[^.;]+(; [^.;]+)+")
WRONG = {
    "a word twice": r"(?i)\b(?!that\b|had\b)([a-z]+) \1\b",
    "a stop after a space": r" [,.;](\s|$)|\.\.(?!\.)|,,|\( ?\)",
    "no text": r"\bNone\b(?! of)|\bnan\b|[{}]",
    "a sign in the place of a word": r"(?<![\w)])\+\d|\bby −\d",
    "two prepositions": rf"\b(in|of|at|from|by|between|since) (?!between\.)({PREPOSITION})\b",
    "that without what": r"(^|, )that was (about |over |under )?[\d,.]+ in\b",
    "a verb without its object": r"recorded (about |nearly |over )?[\d,.]+%? (in|for|at|by)\b",
    "nought for what is not": r"(?<!from )\b0\.0+%?(?![\d])",
    "what says nothing": r"stood between|the highest figure shown|The newest figures on|\bworst\b",
    "since twice": r"\bsince\b.*\bsince\b",
}


def is_read(block: Block) -> bool:
    """Is it a text of sentences: a paragraph, one of the five lines, or a topic's finding?"""
    if block.classes & NO_SENTENCES or "[publisher" in block.text:
        return False
    is_line = block.kind == "li" and "findings" in block.classes
    return block.kind in ("p", "dd") or (is_line and not NAMES.fullmatch(block.text))


def is_title(block: Block) -> bool:
    """Is it what a chart finds, or what it measures?"""
    return bool(block.classes & {"finding", "measure"}) and block.kind == "figcaption"


def phrases_twice(sentence: str) -> list[str]:
    """The phrases of four words or more that stand in one part of a sentence twice; names of
    periods apart, which two sides of a comparison share."""
    found = []
    for part in re.sub(r"\([^)]*\)", "", sentence).split(";"):
        words = re.findall(r"[\w'’−%-]+|\|", NAMED_PERIOD.sub(" | ", part).lower())
        runs = (words[at : at + LONG] for at in range(len(words) - LONG + 1))
        counted = Counter(" ".join(run) for run in runs if "|" not in run)
        found += [phrase for phrase, times in counted.items() if times > 1]
    return found


def wrongs(sentence: str) -> list[str]:
    """What is wrong in a sentence or a title."""
    found = [name for name, pattern in WRONG.items() if re.search(pattern, sentence)]
    return found + [f"twice: {phrase}" for phrase in phrases_twice(sentence)]


def unfinished(text: str) -> list[str]:
    """What is wrong with a paragraph as a whole."""
    found = []
    if any(text.count(left) != text.count(right) for left, right in ("()", "[]")):
        found.append("a bracket without its other")
    if re.match(r"[a-z]", text) and not text.startswith(("police.uk", "data.police.uk")):
        found.append("a small first letter")
    said = re.sub(r" https?://\S+$", "", text)  # a citation ends with its address
    if len(text.split()) > LONG and not re.search(r"[.?!:][)”\"]?$", said):
        found.append("no stop at its end")
    return found


def faults(address: str, read: list[Block]) -> Iterator[str]:
    """What is wrong on a page, each with its sentence."""
    is_ours = address.split("/")[0] not in IN_OTHER_WORDS
    for block in read:
        if is_read(block) and is_ours:
            yield from (f"{address}: {what}: {block.text}" for what in unfinished(block.text))
        if is_title(block) or (is_read(block) and is_ours):
            for sentence in block.sentences:
                yield from (f"{address}: {what}: {sentence}" for what in wrongs(sentence))


def unplanted(block: Block) -> Block:
    """A text of the county without what was planted there to be shown letter by letter."""
    return block._replace(text=block.text.replace(" {{ 7*7 }}", ""))


def test_the_sentences_of_the_county(county: Path) -> None:
    read = [(address, [unplanted(b) for b in found]) for address, found in pages(county / "site")]
    assert sum(is_read(block) for _, found in read for block in found) > 500
    assert [fault for address, found in read for fault in faults(address, found)] == []


def test_the_sentences_of_the_shipped_site(shipped: Path) -> None:
    read = list(pages(shipped / "site"))
    assert sum(is_read(block) for _, found in read for block in found) > 10_000
    assert [fault for address, found in read for fault in faults(address, found)] == []


ONCE = ("this figure is provisional", "as the source prints it", "Read this change with care")


@pytest.mark.parametrize("site", ["county", "shipped"])
def test_what_is_said_once(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    said: Counter[str] = Counter()
    for address, found in pages(folder / "site"):
        if address.split("/")[0] in IN_OTHER_WORDS:
            continue
        texts = [block.text for block in found if not block.is_folded and not is_title(block)]
        cautions = Counter(
            block.text.removeprefix("Read this change with care. ")
            for block in found
            if "caution" in block.classes and not block.is_folded
        )
        assert not [text for text, times in cautions.items() if times > 1], address
        for phrase in ONCE:
            times = sum(text.count(phrase) for text in texts)
            assert times <= 1, (address, phrase)
            said[phrase] += times
    assert said[ONCE[0]], "a test that finds nothing tests nothing"
