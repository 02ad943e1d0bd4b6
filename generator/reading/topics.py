"""The sections of a profile, as authors wrote them. The only room that reads ``content/``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from generator.problems import Fault, Place, Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.misfits import Keys
from generator.reading.reader import Reader
from generator.reading.topictext import TopicText, read_topic_text
from generator.reading.yamlfiles import read_yaml
from generator.terms.areas import PROFILED
from generator.terms.indicators import Text

FOLDER = "content/topics"
COMMENTARY = "content/areas"
TOPIC_FILE = re.compile(rf"{FOLDER}/[a-z0-9][a-z0-9-]*\.md")
# The topic that opens a profile and has no pages of its own.
OPENING = "profile"


class TopicMatter(BaseModel):
    """The front matter of a topic file.

    ``group`` is the question it belongs to, for lists of topics; ``lead`` is the indicator whose
    sentence opens its pages, or one of ``lead_also`` (indicator and category) where an area has a
    newer figure of that; ``datasets`` stands for all the indicators of those datasets;
    ``categories`` narrows an indicator, or a dataset; ``tables_only`` names indicators that no
    chart is drawn of; ``wards`` says why there is nothing for wards, where that is so;
    ``call_first`` says who is there for it before any of ``subjects``, without a number;
    ``waits_for`` names a dataset without which it is left out; ``is_sensitive`` keeps it from
    leading a profile, ``has_quick_exit`` gives its pages a way to leave at once,
    ``has_priorities`` makes it the topic of what partnerships chose to work on, and
    ``has_similar_areas`` that of the groups of similar areas.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    short: str = ""
    group: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    levels: tuple[str, ...] = Field(PROFILED, min_length=1)
    lead: str = ""
    lead_category: str = ""
    lead_also: dict[str, str] = {}
    indicators: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    tables_only: tuple[str, ...] = ()
    categories: dict[str, tuple[str, ...]] = {}
    subjects: tuple[str, ...] = ()
    call_first: str = ""
    what_counts: str = ""
    wards: str = ""
    elsewhere: str = ""
    waits_for: str = ""
    is_sensitive: bool = False
    has_quick_exit: bool = False
    has_priorities: bool = False
    has_similar_areas: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A section of a profile: its matter, its blocks of Markdown, and what is written about one
    area only (``commentary``, by area code)."""

    id: str
    file: str
    matter: TopicMatter
    text: TopicText
    lines: dict[Keys, int] = field(default_factory=dict)
    commentary: dict[str, str] = field(default_factory=dict)

    def at(self, line: int | None = None) -> Place:
        """The place of a line of it, or of the whole file."""
        return Place(self.file, line)

    @property
    def short(self) -> str:
        """A short title, for lists."""
        return self.matter.short or self.matter.title


# By their ids.
Topics = dict[str, Topic]


def open_topics(project: Path) -> tuple[Topics, list[Problem]]:
    """Which topics are there, in the editor's order, and which files cannot be read?"""
    reader = Reader(project)
    written = _commentary(reader)
    topics: Topics = {}
    for file in filter(TOPIC_FILE.fullmatch, reader.names(FOLDER)):
        topic = _topic(reader, file, written)
        if topic and topic.id in topics:
            what = f'There is a topic "{topic.id}" already, in {topics[topic.id].file}.'
            reader.tell("content", file, Fault(what, "Give one of the files another name."))
        elif topic:
            topics[topic.id] = topic
    for folder in (FOLDER, COMMENTARY):
        reader.tell_strays(folder)
    is_shut = any(problem.place.file == FOLDER for problem in reader.problems)
    unread = {_topic_id(file) for file in reader.opened} - set(topics)
    for name in sorted(set(written) - set(topics) - unread):
        for code in () if is_shut else written[name]:
            what = f'There is no topic "{name}" for this text to stand in.'
            file = f"{COMMENTARY}/{code}/{name}.md"
            reader.tell("orphan", file, Fault(what, suggestion(name, topics)))
    return topics, reader.problems


def with_datasets(topics: Topics, holdings: Holdings) -> Topics:
    """The topics whose dataset has come, with every indicator of their datasets among their own."""
    come = ("", *holdings.datasets)
    ready = {key: topic for key, topic in topics.items() if topic.matter.waits_for in come}
    return {key: _with_datasets(topic, holdings) for key, topic in ready.items()}


def _with_datasets(topic: Topic, holdings: Holdings) -> Topic:
    named, narrowed = topic.matter.indicators, dict(topic.matter.categories)
    found = dict.fromkeys(named)
    for dataset in topic.matter.datasets:
        wanted = narrowed.pop(dataset, ())
        for key, (name, indicator) in holdings.indicators.items():
            if name != dataset or (wanted and indicator.category not in ("", *wanted)):
                continue
            found[key] = None
            if wanted and not indicator.category:
                narrowed.setdefault(key, wanted)
    update = {"indicators": tuple(found), "categories": narrowed}
    return replace(topic, matter=topic.matter.model_copy(update=update))


def _commentary(reader: Reader) -> dict[str, dict[str, str]]:
    """What is written about one area: Markdown by topic id, then by area code."""
    found: dict[str, dict[str, str]] = {}
    files = (file for folder in reader.names(COMMENTARY) for file in reader.names(folder))
    for path in map(Path, files):
        if not TOPIC_FILE.fullmatch(f"{FOLDER}/{path.name}"):
            continue
        text = reader.text(path.as_posix(), "")
        if text is not None:
            found.setdefault(path.stem, {})[path.parent.name] = text.strip()
    return found


def _topic(reader: Reader, file: str, written: dict[str, dict[str, str]]) -> Topic | None:
    text = reader.text(file, "")
    if text is None:
        return None
    found = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if not found:
        remedy = "Begin it with a line ---, then title: and the other keys, then a line ---."
        what = "The file has no front matter."
        reader.tell("yaml", file, Fault(what, remedy, 1))
        return None
    matter, lines, problems = read_yaml("\n" + found[1], file, TopicMatter)
    reader.problems += problems
    # Blank lines in place of the front matter keep the line numbers those of the file.
    body = "\n" * found[0].count("\n") + text[found.end() :]
    said, problems = read_topic_text(body, file)
    reader.problems += problems
    name = _topic_id(file)
    return (
        Topic(name, file, matter, text=said, lines=lines, commentary=written.get(name, {}))
        if matter
        else None
    )


def _topic_id(file: str) -> str:
    return re.sub(r"^\d+-", "", Path(file).stem) if file.startswith(FOLDER) else ""
