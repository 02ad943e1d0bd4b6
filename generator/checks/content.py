"""Rules about the content: front matter, commentary, figures that no topic shows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.references import DESCRIPTIONS, SUBJECTS, unknown
from generator.problems import Place, Problem, nearest, suggestion
from generator.reading.holdings import Holdings
from generator.reading.topics import COMMENTARY, Topics
from generator.terms.areas import LEVELS
from generator.terms.imports import DATASETS


def matter_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Front matter that names indicators, categories, levels or subjects that do not exist."""
    for topic in topics.values():
        matter = topic.matter
        named = [
            ("indicators", i, list(holdings.indicators), "indicator") for i in matter.indicators
        ]
        named += (
            [("lead", matter.lead, list(holdings.indicators), "indicator")] if matter.lead else []
        )
        for also, category in matter.lead_also.items():
            named.append(("lead_also", also, list(holdings.indicators), "indicator"))
            if also in holdings.indicators:
                known = list(holdings.datasets[holdings.indicators[also][0]].categories)
                named.append(("lead_also", category, known, "category"))
        if matter.lead in holdings.indicators and matter.lead_category:
            known = list(holdings.datasets[holdings.indicators[matter.lead][0]].categories)
            named.append(("lead_category", matter.lead_category, known, "category"))
        named += [
            ("tables_only", i, list(holdings.indicators), "indicator") for i in matter.tables_only
        ]
        named += [("datasets", d, list(holdings.datasets), "dataset") for d in matter.datasets]
        named += [("levels", level, list(LEVELS), "level") for level in matter.levels]
        named += [("subjects", s, list(holdings.subjects), "subject") for s in matter.subjects]
        for indicator, categories in matter.categories.items():
            if indicator in holdings.indicators:
                known = list(holdings.datasets[holdings.indicators[indicator][0]].categories)
                named += [("categories", c, known, "category") for c in categories]
            else:
                known = [*holdings.indicators, *matter.datasets]
                named.append(("categories", indicator, known, "indicator or dataset"))
        for key, word, known, kind in named:
            if word not in known and not holdings.may_be_declared(word, DESCRIPTIONS, SUBJECTS):
                what = f'There is no {kind} "{word}".'
                place = topic.at(topic.lines.get((key,)))
                yield Problem("content", place, what, suggestion(word, known))


def waiting(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Topics, with those that are left out, which wait for a dataset that is nearly another."""
    known = [*holdings.datasets, *DATASETS]
    for topic in topics.values():
        word = topic.matter.waits_for
        if word and word not in known and (near := nearest(word, known)):
            what = f'There is no dataset "{word}", so this topic is left out.'
            remedy = f'Did you mean "{near}"?'
            yield Problem("content", topic.at(topic.lines.get(("waits_for",))), what, remedy)


def orphans(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Indicators that no topic shows, and measures that no indicator publishes."""
    used = {i for topic in topics.values() for i in topic.matter.indicators}
    for key, (name, _) in holdings.indicators.items():
        if key not in used and not holdings.may_be_declared(key, "content/topics/*.md"):
            file = f"data/datasets/{name}/dataset.yml"
            what = f'No topic shows the indicator "{key}".'
            remedy = "Add it to indicators: of a topic in content/topics/."
            yield Problem("orphan", holdings.at(file, "indicators", key), what, remedy)
    indicators = [i for d in holdings.datasets.values() for i in d.indicators.values()]
    for name, dataset in holdings.datasets.items():
        named = {m for i in indicators for m in (i.value, i.lower, i.upper, i.base)}
        named |= {i.denominator.measure for i in indicators if i.denominator}
        for measure in dataset.measures:
            if measure not in named and not holdings.may_be_declared(measure, DESCRIPTIONS):
                file = f"data/datasets/{name}/dataset.yml"
                what = f'No indicator publishes the measure "{measure}".'
                remedy = "Add an indicator for it, or remove it."
                yield Problem("orphan", holdings.at(file, "measures", measure), what, remedy)


def commentary_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Commentary for areas that do not exist."""
    for topic in topics.values():
        for code in topic.commentary:
            if unknown(holdings, "areas", code):
                file = f"{COMMENTARY}/{code}/{topic.id}.md"
                remedy = "Name the folder by a code of data/areas/areas.csv."
                yield Problem("orphan", Place(file), f'There is no area "{code}".', remedy)


def grouped(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Topics of one heading that stand apart in the list of topics, so that it would stand twice,
    and a heading that is nearly another."""
    listed = [topic for topic in topics.values() if topic.matter.group]
    first = {topic.matter.group: topic for topic in reversed(listed)}
    before = ""
    for topic in listed:
        group = topic.matter.group
        place = topic.at(topic.lines.get(("group",)))
        near = nearest(group, [other for other in first if other != group])
        if near and sum(one.matter.group == group for one in listed) == 1:
            what = f'This is the only topic of the group "{group}".'
            yield Problem("content", place, what, f'Did you mean "{near}"?')
            continue  # It breaks no other group in two.
        if group != before and first[group] is not topic:
            what = f'The group "{group}" stands further up, and another group between.'
            remedy = "Give the file a number that puts it beside the others of the group."
            yield Problem("content", place, what, remedy)
        before = group


RULES = (
    matter_known,
    grouped,
    orphans,
    commentary_known,
)
