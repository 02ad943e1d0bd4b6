"""What was built, told once it stands."""

from __future__ import annotations

from pathlib import Path

from generator.terms.releases import is_of_release

CHART = b'<figure class="chart'


def summary(site_dir: Path, seconds: float) -> str:
    """What was built, how long it took, and where it is."""
    pages, charts, releases = 0, 0, set[str]()
    for path in site_dir.rglob("*.html"):
        name = path.relative_to(site_dir).as_posix()
        if is_of_release(name):
            releases.add(name.partition("/")[0])
            continue
        pages += 1
        charts += path.read_bytes().count(CHART)
    told = " with ".join([_counted(pages, "page"), _counted(charts, "chart")])
    more = f", with {_counted(len(releases), 'earlier release')} beside them," if releases else ""
    return f"Built {told}{more} in {seconds:.1f} s. The site is in {site_dir}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
