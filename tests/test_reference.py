"""The reference of every key: the keys of the models, their defaults, and examples that work."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from textwrap import dedent
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, ConfigDict, create_model
from pydantic.fields import FieldInfo

from generator.charts.drawing import kinds
from generator.checks.calls import TAKES
from generator.reading.ordinary import PageMatter
from generator.reading.topics import TopicMatter
from generator.reading.topictext import CALLABLE
from generator.reading.yamlfiles import read_yaml
from generator.terms.areas import LEVELS
from generator.terms.colours import Colour, Palette
from generator.terms.datasets import Category, Dataset, Disclosure, Measure, Source, Statement
from generator.terms.indicators import Caution, Indicator, PartOf, Selection
from generator.terms.mappings import Founded, SheetMapping
from generator.terms.releases import Release
from generator.terms.site import Site
from tests.documents import documents, examples, said, table
from tests.sites import ROOT

DATA, CONTENT = ROOT / "data/REFERENCE.md", ROOT / "content/README.md"
# What people write keys of, and where its table stands.
TABLES: dict[type[BaseModel], tuple[str, str]] = {
    Site: ("data", "site.yml"),
    Palette: ("data", "Colours of site.yml"),
    Colour: ("data", "One colour"),
    Dataset: ("data", "dataset.yml"),
    Source: ("data", "source"),
    Measure: ("data", "One of measures"),
    Category: ("data", "One of categories"),
    Statement: ("data", "One of statements"),
    Disclosure: ("data", "One of disclosure"),
    Indicator: ("data", "One of indicators"),
    Caution: ("data", "One of cautions"),
    Selection: ("data", "denominator of an indicator"),
    PartOf: ("data", "part_of of an indicator"),
    SheetMapping: ("data", "mapping.yml"),
    Founded: ("data", "dataset of a draft"),
    TopicMatter: ("content", "Every key of a topic"),
    PageMatter: ("content", "An ordinary page"),
}
ROOTS = (Site, Dataset, SheetMapping, TopicMatter, PageMatter)
REQUIRED, NOTHING = "must be there", "nothing"
models = pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)


@cache
def rows(model: type[BaseModel]) -> dict[str, tuple[str, str, str]]:
    """By key: what to write, an example, and what holds where it is left out."""
    folder, heading = TABLES[model]
    cells = table(DATA if folder == "data" else CONTENT, heading)
    return {said(key)[0]: (what, example, left_out) for key, what, example, left_out in cells}


def fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys of a model as people write them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def parts(annotation: Any) -> Iterator[Any]:
    """A type and all that it is made of."""
    yield annotation
    for argument in get_args(annotation):
        yield from parts(argument)


def inner(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model and every model below it."""
    found = {model}
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                found |= inner(part)
    return found


def read(model: type[BaseModel], text: str) -> Any:
    """What one key of a model is, as a file would say it; the test fails where it is told."""
    key = text.partition(":")[0]
    field = fields(model)[key]
    part: Any = (field.annotation, field)
    shape = create_model("One", __config__=ConfigDict(extra="forbid"), one=part)
    if not field.alias:
        text = f"one{text.removeprefix(key)}"
    found, _, problems = read_yaml(text, "example.yml", shape)
    assert found is not None, [str(problem) for problem in problems]
    return vars(found)["one"]


def test_every_model_has_its_table() -> None:
    assert {model for root in ROOTS for model in inner(root)} == set(TABLES)


@models
def test_every_key_has_its_row_and_every_row_its_key(model: type[BaseModel]) -> None:
    assert list(rows(model)) == list(fields(model)), "the same keys, in the same order"


@models
def test_what_holds_where_a_key_is_left_out(model: type[BaseModel]) -> None:
    for key, (_, _, told) in rows(model).items():
        field = fields(model)[key]
        default = field.get_default(call_default_factory=True)
        if field.is_required():
            assert told == REQUIRED, key
        elif told == NOTHING:
            assert default in ("", (), {}, None), f"{key}: {default!r} is not nothing"
        else:
            assert read(model, f"{key}: {said(told)[0]}") == default, key


@models
def test_every_example_is_one(model: type[BaseModel]) -> None:
    for key, (_, example, _) in rows(model).items():
        (text,) = said(example)
        assert text.startswith(f"{key}: ")
        read(model, text)


@models
def test_the_words_to_choose_from_are_told(model: type[BaseModel]) -> None:
    for key, (what, _, _) in rows(model).items():
        for part in parts(fields(model)[key].annotation):
            if get_origin(part) is Literal:
                wanted = {str(word) for word in get_args(part) if word}
                assert wanted <= set(said(what)), key


def test_the_levels_are_told() -> None:
    text = DATA.read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if line.startswith("The levels are "))
    assert tuple(said(line)) == tuple(LEVELS)


def test_the_words_of_a_topic() -> None:
    cells = table(CONTENT, "The five words")
    told = {said(word)[0]: said(given) for word, _, given in cells}
    assert sorted(told) == sorted(CALLABLE)
    for word, given in told.items():
        in_order, needed, by_name = TAKES[word]
        assert [name for text in given for name in text.split()] == [*in_order, *by_name], word
        line = next(line for name, _, line in cells if said(name)[0] == word)
        assert line.count("[") == (len(in_order) + len(by_name) > needed), word
        before = line.partition("[")[0]
        assert len(said(before)) == needed, word


def test_the_kinds_of_chart() -> None:
    text = CONTENT.read_text(encoding="utf-8").partition("| kind | shows |")[2]
    lines = text.partition("\n\n")[0].strip().split("\n")[1:]
    assert tuple(sorted(said(line)[0] for line in lines)) == kinds()


def test_keys_in_examples_are_keys() -> None:
    """What stands in blocks of YAML and of front matter can be read, key by key."""
    tried = 0
    for path in documents():
        for example in examples(path):
            if example.language == "yaml":
                for text in by_key(dedent(example.text)):
                    key = text.partition(":")[0]
                    read(next(m for m in (Dataset, Site, Release) if key in fields(m)), text)
                    tried += 1
    assert tried > 15


def by_key(text: str) -> list[str]:
    """The keys of a file with all that stands in them."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[0] not in " \n":
            found.append(line)
        else:
            found[-1] += line
    return found
