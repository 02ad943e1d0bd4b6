"""The text of topics and pages: five words are read from it, and nothing in it is ever run."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.drawing import ChartRequest, draw
from generator.checks.markdown import looked_at
from generator.figures.figures import Figures, figures
from generator.reading.holdings import open_holdings
from generator.reading.topictext import CALLABLE, read_topic_text
from generator.telling.speech import voice
from tests.counties import COUNTY

WORD = '{{ figure("a") }}'
PIECES = (
    *("{{", "}}", "{%", "%}", "(", ")", "[", "]", '"', "'", "figure", "say", ".level", "chart"),
    *(" block ", " area ", " endblock ", " if ", "|", "~", "**", "9", ",", "=", "a", "\n", "-"),
    *("<!--#", "#-->", "{#", "raw", "\\", "__class__", "not ", "lambda", " for ", ":", "\0"),
)
HOSTILE = (
    *("[figure].__getitem__(0)", "figure.__globals__", 'figure("a")["b"]', '"a"|upper', "say"),
    *("9**9**9", '"a"*999999999', 'figure("a" ~ "b")', 'figure(*["a"])', 'figure(**{"a": 1})'),
    *('figure({"a": 1})', 'say["level"]("x")', 'say.__class__("x")', "figure(figure)", "super()"),
    *("self.area()", "caller()", "loop", "cycler(1)", "range(9)", "lipsum()", 'figure("x")()'),
    *('figure("a") if 1 else "b"', 'figure("a") + "b"', "figure is defined", '"text"', "7", "()"),
    *('figure("x"), figure("y")', "figure", 'say("x")', "say.level", 'figure("a"|upper)', "1e999"),
    *("[" * 50_000, "(" * 50_000, "-" * 50_000 + "1", "not " * 20_000 + "1", "a" + ".b" * 40_000),
    *(f"figure({'9' * 10_000})", "a" + "()" * 40_000, f'figure("{"x" * 10_000}")', "{" * 50_000),
    *('figure("\\u0041")', 'chart("a", "b", id="x", id="y")', "1 if 1 else " * 5_000 + "1"),
)
TAGS = (
    *("if 1", "for x in y", "set x = 1", 'import "a" as b', 'include "a"', 'extends "a"', "raw"),
    *("macro a()", "filter upper", "with a=1", "autoescape true", "call figure()", "trans", "do x"),
    *("debug", "block other", "block area scoped", "block area required", "print 1"),
)
UNSAFE = (
    *("<script>a()</script>", "<img src=x onerror=a()>", '<iframe src="/"></iframe>', "<svg>"),
    *(
        "[a](javascript:a())",
        "[a](JAVA&#115;cript:a())",
        "[a]: data:text/html,a",
        "<style>a</style>",
    ),
    *("# A {: onclick='a()' }", "# A {: style='color:red' }", "![a](https://example.org/a.png)"),
    *(
        "![a](//example.org/a.png)",
        "[a](//example.org)",
        "<!-- a -->",
        "<b>a",
        "</div>",
        "<?php a ?>",
    ),
    *('<meta http-equiv="refresh" content="0">', "<form><input></form>", "<base href='/'>"),
    *("<object data=a></object>", "`<!--html--><script>a()</script><!--/html-->`", "<!doctype a>"),
    *(
        "<div data-kept='9'></div>",
        "<link rel=stylesheet href=a>",
        "<details ontoggle=a()>",
        "# A {#B}",
    ),
    *(
        "- " * 2_000 + "a",
        "> " * 3_000 + "a",
        "[" * 50_000,
        "a\n" * 200_000,
        "# A {#a}\n\n# B {#a}",
    ),
)
HARMLESS = (
    *("`<script>`", "    <script>", "a < b > c", "<https://example.org>", "[a](../b/#c)", "1 <2"),
    *("[a](mailto:a@example.org)", "[a](tel:101)", "![a](map.png)", "x<sup>2</sup>", "a<br>b"),
    *(
        "|a|b|\n|--|-:|\n|1|2|",
        "~~~\n<b>\n~~~",
        "# A {#a}",
        "# A\n\n# A",
        "<abbr title='a'>b</abbr>",
    ),
    *(
        "<details><summary>a</summary>b</details>",
        "* * *",
        "1. a\n    - b\n        - c",
        "{: .wide }",
    ),
)


def in_block(text: str) -> str:
    """A topic's text with this in its block for an area."""
    return f"\n{{% block area %}}\n{text}\n{{% endblock %}}\n"


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_what_is_no_word_is_told_with_its_line(text: str) -> None:
    start = time.process_time()
    _, problems = read_topic_text(in_block(f"{{{{ {text} }}}}"), "a.md")
    assert [problem.place.row for problem in problems][:1] == [3]
    assert time.process_time() - start < 2


@pytest.mark.parametrize("tag", TAGS)
def test_what_is_no_block_is_told(tag: str) -> None:
    for text in (f"\n{{% {tag} %}}\n{{% end{tag.split()[0]} %}}\n", f"{{%- {tag} -%}}"):
        assert read_topic_text(text, "a.md")[1]
        assert read_topic_text(in_block(text), "a.md")[1]


@pytest.mark.parametrize("count", [600, 30_000])
def test_a_text_too_large_is_told(count: int) -> None:
    assert read_topic_text(in_block(f"{WORD}\n" * count), "a.md")[1]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_read_or_told(text: str) -> None:
    for whole in (text, in_block(text), in_block(f"{{{{ {text} }}}}")):
        said, problems = read_topic_text(whole, "a.md")
        assert all(problem.place.row for problem in problems)
        assert all(call.word in CALLABLE for call in said.calls())


def test_words_are_called_in_their_places_and_with_what_is_written() -> None:
    said, problems = read_topic_text(
        in_block('One {{ figure("a", category=\'b\') }}.\n{{- say.level("c") -}} End {# d #}.'),
        "a.md",
    )
    assert problems == []
    words = {
        "figure": lambda name, category: f"<{name} {category}>",
        "say.level": lambda name: f"<{name}>",
    }
    assert said.render("area", words) == "One <a b>.<c>End {# d #}."
    assert said.render("ward", words) == ""


@pytest.mark.parametrize("text", UNSAFE, ids=lambda text: text[:24])
def test_markdown_that_could_run_or_fetch_is_told(text: str) -> None:
    start = time.process_time()
    assert looked_at(text).faults
    assert looked_at(f"Before.\n\n{text}\n\nAfter.").faults
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", HARMLESS, ids=lambda text: text[:24])
def test_markdown_that_is_harmless_is_let_through(text: str) -> None:
    assert looked_at(text).faults == ()


@given(
    st.lists(
        st.sampled_from(
            (
                "<",
                ">",
                "!--",
                "a",
                "/",
                " onclick=a",
                '"',
                "b",
                "script",
                "&",
                "\n",
                "`",
                "(",
                ")",
                "[",
                "]",
                "javascript:",
                "{: ",
                "}",
            )
        ),
        max_size=20,
    ).map("".join)
)
def test_any_markdown_is_looked_at(text: str) -> None:
    looked_at(text)


def test_a_trend_of_no_area_is_nothing_to_draw() -> None:
    holdings = open_holdings(COUNTY)
    found = Figures(figures(holdings))
    assert draw(ChartRequest("trend", voice(holdings, "hate-crime"), found, None, ("all",))) is None
