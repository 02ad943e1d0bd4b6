"""A topic's page across areas is light: what grows with months or wards stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

# The rule of the pages: so many bytes of HTML at most, as they are before they are packed.
MOST = 120_000


def too_heavy(site: Path) -> list[str]:
    """The pages of topics across areas with more than that, with their bytes."""
    weights = [(path.stat().st_size, path.parent.name) for path in across(site)]
    return [f"topics/{topic}/: {weight:,}" for weight, topic in sorted(weights) if weight > MOST]


def across(site: Path) -> list[Path]:
    return list(site.glob("topics/*/index.html"))


@pytest.mark.parametrize("site", ["county", "shipped"])
def test_a_topic_across_areas_is_light(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    assert len(across(folder / "site")) > 5
    assert not too_heavy(folder / "site")


def test_a_heavy_page_is_seen(tmp_path: Path) -> None:
    for topic, weight in (("violence", MOST + 1), ("theft", MOST)):
        page = tmp_path / "topics" / topic / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("a" * weight, encoding="utf-8")
    assert too_heavy(tmp_path) == [f"topics/violence/: {MOST + 1:,}"]
