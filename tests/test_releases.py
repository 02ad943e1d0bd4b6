"""Releases: what is frozen stays as it is, whatever comes after; each refusal in a sentence."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.publishing import renewing, weighed
from generator.releases import freezing
from generator.releases.frozen_pages import emptied
from generator.releases.gaps import gap
from generator.storage import archives
from tests.counties import replaced
from tests.years import FIRST, SECOND, announced, copy_of, frozen, page, page_of, run

CORRECTION = """corrections:
  - date: "2017-09-01"
    what: The hate crimes of Oldford were counted twice.
    why: The source said so.
    old: "12"
    new: "6"
    pages: [oldford/hate-crime/]
"""


@pytest.fixture
def project(released: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copy_of(released, tmp_path / "copy")


def test_a_release_holds_the_whole_site_and_the_sum_of_each_file(released: Path) -> None:
    folder = released / "data/releases" / FIRST
    names = {"figures.csv", "notes.csv", "audit.csv", "addresses.txt", "manifest.sha256"}
    assert {path.name for path in folder.iterdir()} == {*names, "site.tar.xz"}
    lines = (folder / "manifest.sha256").read_text(encoding="utf-8").splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    held = {f"site/{name}": data for name, data in frozen(released).items()}
    assert {name for name in sums if name.startswith("site/")} == held.keys()
    for name, word in sums.items():
        content = held[name] if name in held else (folder / name).read_bytes()
        assert hashlib.sha256(emptied(content)).hexdigest() == word, name
    listed = (folder / "addresses.txt").read_text(encoding="utf-8").split()
    assert {
        f"/{name.removesuffix('index.html')}"
        for name in frozen(released)
        if name.endswith("index.html")
    } == {*listed}


def test_a_frozen_page_says_so_and_stays_within_its_release(released: Path) -> None:
    site = released / "site"
    pages = [name for name in frozen(released) if name.endswith(".html")]
    assert len(pages) > 20
    for name in pages:
        html = (site / FIRST / name).read_text(encoding="utf-8")
        assert "Frozen as released in May 2017, as a demonstration." in html, name
        assert html.count("<!--corrections--><!--/corrections-->") == 1, name
        assert '<meta name="robots" content="noindex">' in html, name
        here = site / FIRST / name
        aside = re.search(r'<aside class="frozen".*?</aside>', html)
        assert aside
        for address in re.findall(r'(?:href|src)="([^"#:?]+)["#?]', html):
            there = (here.parent / address).resolve()
            is_led_out = address in aside[0] or f"{FIRST}/" in address or "feed.atom" in address
            assert there.exists(), (name, address)
            assert is_led_out or there.is_relative_to(site / FIRST), (name, address)
    # What is so until a release is made is not said in it.
    for name in ("releases/index.html", f"releases/{FIRST}/index.html"):
        html = (site / FIRST / name).read_text(encoding="utf-8")
        assert "not been frozen" not in html, name
        assert 'id="corrections"' not in html, name
    assert f".example/{FIRST}/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    for path in (site / "assets").glob("*.json"):
        assert f"{FIRST}/" not in path.read_text(encoding="utf-8")


def test_todays_page_leads_to_what_it_was(released: Path) -> None:
    html = (released / "site/oldford/hate-crime/index.html").read_text(encoding="utf-8")
    assert f'<a href="../../{FIRST}/oldford/hate-crime/">May 2017</a>' in html


def test_the_same_figures_freeze_to_the_same_bytes(project: Path, tmp_path: Path) -> None:
    folder = project / "data/releases" / FIRST
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    shutil.rmtree(project / "site")
    shutil.rmtree(project / "build")
    assert run(project, "release", FIRST).exit_code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_a_correction_changes_its_place_and_nothing_else(project: Path) -> None:
    before = frozen(project)
    path = project / "data/releases" / f"{FIRST}.yml"
    path.write_text(path.read_text(encoding="utf-8") + CORRECTION, encoding="utf-8")
    assert run(project, "build").exit_code == 0
    after = frozen(project)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["oldford/hate-crime/index.html"]
    assert emptied(after[changed[0]]) == before[changed[0]]
    site = project / "site"
    for address in (
        f"{FIRST}/oldford/hate-crime/",
        "oldford/hate-crime/",
        "releases/",
        f"releases/{FIRST}/",
    ):
        assert "counted twice" in page(site, address), address
    assert "1 September 2017" in (site / "index.html").read_text(encoding="utf-8")
    announced(project, SECOND)
    assert run(project, "build").exit_code == 0
    assert "counted twice" not in page_of(site, "oldford/hate-crime/index.html")
    assert "counted twice" in page_of(site, "releases/index.html")


def test_a_page_is_withdrawn_with_its_figures_and_a_stated_gap(project: Path) -> None:
    words = ("--withdraw", "oldford/hate-crime/", "--why", "Somebody could be recognised")
    told = run(project, "release", FIRST, *words)
    assert told.exit_code == 0, told.output
    assert "history of the repository" in told.output
    assert run(project, "build").exit_code == 0
    html = frozen(project)["oldford/hate-crime/index.html"].decode()
    assert "Somebody could be recognised." in html
    assert "data-key" not in html
    rows = frozen(project)["data/figures.csv"].decode("utf-8-sig").splitlines()
    assert not [row for row in rows if row.startswith("hate-crime,") and "X07000004" in row]
    assert [row for row in rows if row.startswith("hate-crime,") and "X07000005" in row]
    frozen_rows = (project / "data/releases" / FIRST / "figures.csv").read_text("utf-8-sig")
    assert "hate-crime,hate-crime,X07000004" not in frozen_rows
    for where in (f"releases/{FIRST}/", "releases/", ""):
        told_there = (project / "site" / where / "index.html").read_text("utf-8")
        assert "Withdrawal from the release" in told_there or "Somebody could" in told_there
    assert "Somebody could" in (project / "site/feed.atom").read_text("utf-8")
    # Nor is it told as new, or as given no more.
    assert "Nothing has changed since" in run(project, "diff").output
    # What went with it is no dead link on the pages that led to it.
    folder = project / "site" / FIRST
    assert [path for path in folder.rglob("*.html") if "(withdrawn)" in path.read_text("utf-8")]
    for path in folder.rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"#:?]+)["#?]', path.read_text("utf-8")):
            assert (path.parent / address).exists(), (path, address)


REFUSED = {
    "2017": '2017: "2017" is no release. Write its year and month, as 2026-11, or its day, as',
    "2017-13": '2017-13: "2017-13" is no release.',
    FIRST: f"data/releases/{FIRST}: The release of May 2017 has been made already.",
    "2017-04": f"The release 2017-04 would be before the last one, {FIRST}.",
    "2017-09": "There is no file that says what this release is.",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_release_that_cannot_be_made_is_told_in_a_sentence(released: Path, name: str) -> None:
    before = sorted(path.name for path in (released / "data/releases").iterdir())
    told = run(released, "release", name)
    assert told.exit_code == 1
    assert REFUSED[name] in " ".join(told.output.split())
    assert sorted(path.name for path in (released / "data/releases").iterdir()) == before


UNFOUNDED = {
    "pages: [oldford/hate-crim/]": 'has no page "oldford/hate-crim/". Did you mean "oldford/hate-',
    "pages: []": "A correction stands on the pages that it is of, and none is named.",
    "pages: [oldford/]\n    figure: {indicator: nuisance, area: X07000004, period: P12M/1999-03}": (
        "has no figure nuisance, all, X07000004, P12M/1999-03, so it cannot be corrected."
    ),
}


@pytest.mark.parametrize("pages", UNFOUNDED)
def test_a_correction_of_what_is_not_there_is_told(project: Path, pages: str) -> None:
    path = project / "data/releases" / f"{FIRST}.yml"
    text = CORRECTION.replace("pages: [oldford/hate-crime/]", pages)
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    for command in ("check", "build"):
        told = run(project, command)
        assert told.exit_code == 1
        assert UNFOUNDED[pages] in " ".join(told.output.split())


def test_no_release_with_a_placeholder_in_it(project: Path) -> None:
    said = announced(project, SECOND)
    about = project / "content/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[publisher: a name]\n", "utf-8")
    replaced(project / "data/site.yml", "release:", "is_placeholder: true\nrelease:")
    replaced(said, "is_demonstration: true\n", "")
    told = run(project, "release", SECOND)
    assert told.exit_code == 1
    assert "A placeholder of the publisher stands here." in told.output
    assert "data/site.yml, line" in told.output


def test_no_release_without_an_office_that_signed_it_off(project: Path) -> None:
    path = announced(project, SECOND)
    path.write_text(re.sub("signed_off.*\n", "", path.read_text("utf-8")), encoding="utf-8")
    told = run(project, "release", SECOND)
    assert told.exit_code == 1
    assert "No office has signed this release off." in told.output


def test_a_lost_address_is_told(project: Path) -> None:
    replaced(project / "data/areas/areas.csv", ",Farrow,", ",Furrow,")
    told = run(project, "build")
    assert told.exit_code == 1
    assert 'The address "farrow/" was in the release of May 2017, and is gone.' in told.output
    # The row is no quotation, which would be cut off: it is there to be copied.
    assert "with the page that has its figures now: farrow/,PAGE,\n" in told.output


def test_a_chart_that_a_doubt_holds_back_is_not_lost(project: Path) -> None:
    path, lost = (
        project / "data/datasets/population/mid-year.csv",
        "embed/oldford/population/trend/",
    )
    replaced(
        path, "X07000004,P0M/2015-06,residents,all,4010", "X07000004,P0M/2015-06,residents,all,1"
    )
    replaced(
        path, "X07000004,P0M/2016-06,residents,all,4", "X07000004,P0M/2016-06,residents,all,94"
    )
    told = run(project, "build")
    assert told.exit_code == 0, told.output
    assert not (project / "site" / lost).exists()
    told = run(project, "release", SECOND)
    assert "mid-year.csv, row 8, column value: Oldford has 1 residents" in told.output
    assert told.exit_code == 1


@pytest.mark.parametrize("name", ["figures.csv", "site.tar.xz"])
def test_a_release_edited_by_hand_is_told(project: Path, name: str) -> None:
    path = project / "data/releases" / FIRST / name
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(content[:middle] + b"x" * 20 + content[middle + 20 :])
    shutil.rmtree(project / "site")
    told = run(project, "build")
    assert told.exit_code == 1
    assert f"data/releases/{FIRST}/{name}" in told.output


def test_other_ends_of_lines_are_no_edit(project: Path) -> None:
    for path in (project / "data/releases" / FIRST).iterdir():
        if path.suffix != ".xz":
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    withdrawing = ("release", FIRST, "--withdraw", "oldford/", "--why", "court")
    for words in (("check",), ("diff",), withdrawing, ("check",)):
        told = run(project, *words)
        assert told.exit_code == 0, told.output


def test_a_release_edited_by_hand_is_not_compared_with(project: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    for name in ("figures.csv", "notes.csv"):
        path = project / "data/releases" / FIRST / name
        before = path.read_bytes()
        path.write_bytes(before.rstrip(b"\n").rpartition(b"\n")[0] + b"\n")
        told = run(project, "diff", "--note", str(note))
        path.write_bytes(before)
        assert told.exit_code == 1
        said = (
            f"data/releases/{FIRST}/{name}: This file is not as it was when the release was made."
        )
        assert said in " ".join(told.output.split())
        assert not note.exists()


def test_a_file_without_a_sum_does_not_vanish_from_the_frozen_site(project: Path) -> None:
    path, name = project / "data/releases" / FIRST / "manifest.sha256", "site/data/figures.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    left = [line for line in lines if not line.endswith(f"  {name}\n")]
    assert len(left) == len(lines) - 1
    path.write_text("".join(left), encoding="utf-8")
    told = run(project, "build")
    assert told.exit_code == 1
    said = f'{FIRST}/manifest.sha256: There is no sum of "{name}" here'
    assert said in " ".join(told.output.split())
    assert "data/figures.csv" in frozen(project)


def test_a_draft_tells_what_a_person_should_look_at(project: Path) -> None:
    announced(project, SECOND)
    found = {"help": "Lists must be lists", "nodes": [{}, {}]}
    looked_at = {"url": "http://127.0.0.1/oldford/", "timestamp": "2017-08-18T10:00:00Z"}
    kept = project / "data/releases" / f"{SECOND}.axe.json"
    kept.write_text(json.dumps([looked_at | {"violations": [found]}]), encoding="utf-8")
    told = run(project, "build", "--preview")
    assert told.exit_code == 0, told.output
    html = (project / "site-preview/review/index.html").read_text(encoding="utf-8")
    assert "last on 18 August 2017, and found 1 kind of fault" in html
    assert "<li>Lists must be lists: /oldford/ (2)</li>" in html
    assert "links within the site were followed; leading nowhere: none." in html
    assert "Largest pages: /" in html
    assert "Since the release of May 2017: " in html
    assert "revised from 6 to 7" in html
    renamed = "/middlewick/wards/elm-grove/, /middlewick/wards/elm-grove/summary/"
    assert f"3 new since the release of May 2017: {renamed}, /releases/2017-08/." in html
    assert "Crime profiles editors, 20 August 2017" in html
    assert not (project / "site/review").exists()


def test_a_draft_tells_the_doubts_that_stand_open(project: Path) -> None:
    replaced(project / "data/datasets/population/mid-year.csv", ",4020,", ",40200,")
    told = run(project, "build", "--preview")
    assert told.exit_code == 0, told.output
    html = (project / "site-preview/review/index.html").read_text(encoding="utf-8")
    doubts = html[html.index('id="doubts"') : html.index('id="accepted"')]
    assert "population/mid-year.csv, row " in doubts


def test_a_draft_tells_the_links_that_lead_nowhere(tmp_path: Path) -> None:
    review = '<ul class="links"></ul><ul class="sizes"></ul><a href="../a/#x">a</a>'
    links = '<p id="x"></p><a href="../a/#y">a</a><a href="../b/">b</a><a href="https://c/">c</a>'
    for name, html in (("review", review), ("a", links)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(html, encoding="utf-8")
    weighed.fill_in(tmp_path)
    told = (tmp_path / "review/index.html").read_text(encoding="utf-8")
    assert "3 links within the site were followed; leading nowhere: 2." in told
    assert "<li>/a/ leads to ../a/#y.</li>" in told
    assert "<li>/a/ leads to ../b/.</li>" in told
    assert "and of mail, that were not tried: 1." in told


def test_results_that_are_not_of_axe_are_told(project: Path) -> None:
    (project / "data/releases" / f"{FIRST}.axe.json").write_text("[1]", encoding="utf-8")
    told = run(project, "check")
    assert told.exit_code == 1
    assert f"data/releases/{FIRST}.axe.json: It does not hold what axe writes" in told.output


def test_a_notice_stands_on_its_pages_for_its_time(project: Path) -> None:
    path = project / "data/notices.csv"
    rows = ["since,until,pages,text", "2017-05-01,2017-12-31,oldford/,The next release is in May"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run(project, "build").exit_code == 0
    site = project / "site"
    seen = {p for p in ("oldford/", "oldford/hate-crime/", "") if "is in May." in page(site, p)}
    assert seen == {"oldford/", "oldford/hate-crime/"}
    path.write_text("\n".join([rows[0], "2017-01-01,2017-02-01,oldfor/,Gone"]) + "\n", "utf-8")
    told = " ".join(run(project, "build").output.split())
    assert 'data/notices.csv, row 2, column pages: The site has no page "oldfor/".' in told
    assert "The notice stood until 1 February 2017, before this release." in told
    path.write_text("\n".join([rows[0], "2017-12-01,2017-02-01,,Never"]) + "\n", "utf-8")
    told = " ".join(run(project, "check").output.split())
    assert "The notice stands until 2017-02-01, before it begins on 2017-12-01." in told


def test_a_renamed_area_is_found_under_both_names(project: Path) -> None:
    replaced(project / "data/areas/areas.csv", ",Oldford,", ",Newford,")
    path = project / "data/areas/renamed.csv"
    path.write_text("code,name,until\nX07000004,Oldford,2017-05-04\n", encoding="utf-8")
    for old in ("content/topics", "data"):
        for file in (project / old).rglob("*"):
            if file.suffix in (".md", ".csv") and file != path and "releases" not in file.parts:
                text = file.read_text(encoding="utf-8")
                # In the list of what moved the old address stays, and only where it leads moves.
                mark = "," if file.name == "redirects.csv" else ""
                text = text.replace(f"{mark}oldford/", f"{mark}newford/")
                file.write_text(text, encoding="utf-8")
    said = project / "data/releases" / f"{FIRST}.yml"
    correction = CORRECTION.replace("oldford/hate-crime/", "oldford/population/")
    said.write_text(said.read_text(encoding="utf-8") + correction, encoding="utf-8")
    told = run(project, "build")
    assert told.exit_code == 0, told.output
    site = project / "site"
    assert "Called Oldford until 4 May 2017." in page(site, "newford/")
    # Who reads its feed is told at the old address too; a correction follows the page.
    assert page_of(site, "oldford/feed.atom") == page_of(site, "newford/feed.atom")
    assert "exampleshire.example/newford/feed.atom" in page_of(site, "oldford/feed.atom")
    for address in ("newford/population/", "embed/newford/population/trend/"):
        assert page(site, address).count("counted twice") == 1, address
    assert "counted twice" in page_of(site, "newford/feed.atom")
    for address in frozen(project):
        if address.startswith(("oldford/", "embed/oldford/")) and address.endswith("index.html"):
            now = address.replace("oldford/", "newford/", 1).removesuffix("index.html")
            html = (site / address).read_text(encoding="utf-8")
            leads = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', html)
            assert leads, address
            if "old-chart" in address:
                continue  # this one led on before
            assert (site / address).parent.joinpath(leads[1]).resolve() == (site / now).resolve()
    assert '["Oldford","now Newford","newford/"]' in page_of(site, "assets/places.json")


RENAMED = {
    "X0700000Z,Oldford,2017-05-04": 'row 2, column code: There is no area "X0700000Z".',
    "X07000004,Oldford,2017-05-04": '"Oldford" has the address that Oldford has now.',
    "X07000004,Middlewick,2017-05-04": '"Middlewick" has the address of another area, Middlewick.',
}


@pytest.mark.parametrize("row", RENAMED)
def test_a_former_name_that_cannot_be_is_told(project: Path, row: str) -> None:
    path = project / "data/areas/renamed.csv"
    path.write_text(f"code,name,until\n{row}\n", encoding="utf-8")
    told = run(project, "check")
    assert told.exit_code == 1
    assert RENAMED[row] in " ".join(told.output.split())


def test_the_packed_site_may_lie_elsewhere(project: Path, tmp_path: Path) -> None:
    announced(project, SECOND)
    told = run(project, "release", SECOND, "--archive", str(tmp_path / "kept"))
    assert told.exit_code == 0, told.output
    assert not (project / "data/releases" / SECOND / "site.tar.xz").exists()
    assert (tmp_path / "kept" / f"{SECOND}.tar.xz").is_file()
    assert f"Write archives: {tmp_path / 'kept'} into data/site.yml" in told.output
    replaced(project / "data/site.yml", "release:", f"archives: {tmp_path / 'kept'}\nrelease:")
    assert run(project, "build").exit_code == 0
    assert (project / "site" / SECOND / "oldford/index.html").is_file()
    words = ("--withdraw", "oldford/", "--why", "Somebody could be recognised")
    assert run(project, "release", SECOND, *words).exit_code == 0
    assert run(project, "build").exit_code == 0
    assert "Withdrawn" in page(project / "site" / SECOND, "oldford/")


NOT_WITHDRAWN = {
    ("/", "court"): "The first page cannot be withdrawn",
    (
        "oldford/hate-crim/",
        "court",
    ): 'has no page "oldford/hate-crim/". Did you mean "oldford/hate-',
    ("oldford/", " "): "A page is withdrawn for a reason that everybody may read.",
    ("oldford/", "a\x7fb"): "It holds a character that has no form.",
    ("oldford/", "a1 23"): "A page is withdrawn for a reason that everybody may read.",
    ("oldford/", "many" * 126): "The reason has 504 characters. Say it in 500 at most",
}


@pytest.mark.parametrize(("withdrawn", "why"), NOT_WITHDRAWN)
def test_what_cannot_be_withdrawn_changes_nothing(released: Path, withdrawn: str, why: str) -> None:
    folder = released / "data/releases"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    told = run(released, "release", FIRST, "--withdraw", withdrawn, "--why", why)
    assert told.exit_code == 1
    assert NOT_WITHDRAWN[withdrawn, why] in " ".join(told.output.split())
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_withdrawal_that_nobody_made_is_told(project: Path) -> None:
    path = project / "data/releases" / f"{FIRST}.yml"
    said = 'withdrawals:\n  - {page: /oldford/, date: "2017-09-09", why: court}\n'
    path.write_text(path.read_text(encoding="utf-8") + said, encoding="utf-8")
    told = run(project, "check")
    assert told.exit_code == 1
    assert "is said to be withdrawn, and stands in the release" in " ".join(told.output.split())


def test_a_page_is_withdrawn_once_and_the_rest_is_named(project: Path) -> None:
    words = ("release", FIRST, "--withdraw", "oldford/hate-crime/", "--why", "court")
    told = " ".join(run(project, *words).output.split())
    assert "Look at these too, for words or charts may tell it: /oldford/," in told
    assert "The page of today, /oldford/hate-crime/, stands as it is" in told
    again = run(project, *words)
    assert again.exit_code == 1
    assert "was withdrawn already" in again.output
    assert run(project, "check").exit_code == 0


def test_a_list_that_cannot_take_a_withdrawal_stops_it_before_anything(project: Path) -> None:
    path = project / "data/releases" / f"{FIRST}.yml"
    text = path.read_text(encoding="utf-8") + "withdrawals:\n    - {page: /a/, date: x}\n"
    path.write_text(text.replace("date: x", 'date: "2017-09-09", why: court'), encoding="utf-8")
    before = path.read_bytes()
    (project / "data/releases" / FIRST / "withdrawn.txt").write_text("/a/\n", encoding="utf-8")
    assert run(project, "release", FIRST, "--withdraw", "oldford/", "--why", "court").exit_code == 1
    assert path.read_bytes() == before


WITHDRAW = ("release", FIRST, "--why", "Somebody could be recognised", "--withdraw")
STOPPED = 130  # what a command says that Ctrl-C ended
ROOT_ADDRESS = "https://profiles.exampleshire.example/"


def test_nothing_of_a_withdrawn_page_is_left_in_its_head_or_its_charts(project: Path) -> None:
    assert run(project, *WITHDRAW, "oldford/population/").exit_code == 0
    assert run(project, "build").exit_code == 0
    for address in ("oldford/population/", "embed/oldford/population/trend/"):
        html = page(project / "site" / FIRST, address)
        assert "<title>Withdrawn · Crime profiles for Exampleshire</title>" in html
        assert 'name="description"' not in html or '<meta name="description" content="">' in html
        assert "4,0" not in html, address
        assert not re.search("opulation|subject=", html.replace("oldford/population/", "")), address


def test_a_frame_of_another_kind_is_emptied_too() -> None:
    html = '<head><meta property="og:title" content="6 in A"><title>6 · in A</title></head>'
    html += '<body class="own"><script type="a/ld+json">6</script><div>6 in A</div></body>'
    html = html.replace('<script type="a/ld+json">6</script>', "")
    left = gap(html.replace("</head>", '<script type="a/ld+json">6</script></head>'), "Gone.")
    assert "6" not in left
    assert left.endswith('<body class="own"><h1>Withdrawn</h1><p>Gone.</p></body>')


def test_where_else_withdrawn_figures_may_stand_is_told(merged: Path, tmp_path: Path) -> None:
    project = copy_of(merged, tmp_path / "copy")
    told = " ".join(run(project, *WITHDRAW, "oldford/population/").output.split())
    more = re.search(r"On (\d+) more pages of it a name and a number .*? one: (.*?)\.", told)
    assert more
    listed = more[2].split(", ")
    assert int(more[1]) == len(listed)
    assert {"/oldford/summary/", "/topics/population/"} <= {*listed}
    assert not [one for one in listed if "oldford/population/" in one and "-and-" not in one]
    assert "/farrow/" not in listed
    same = "The same page stands in the releases of August 2017 and November 2017: withdraw it"
    assert same in told
    assert f'release {SECOND} --withdraw oldford/population/ --why "…"' in told


def test_a_correction_of_a_withdrawn_page_is_silent(project: Path) -> None:
    path = project / "data/releases" / f"{FIRST}.yml"
    figure = "indicator: hate-crime, category: all, area: X07000004, period: P12M/2016-03"
    text = f"{CORRECTION}    figure: {{{figure}}}\n"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    assert run(project, "check").exit_code == 0
    assert run(project, *WITHDRAW, "oldford/hate-crime/").exit_code == 0
    told = run(project, "build")
    assert told.exit_code == 0, told.output
    site = project / "site"
    for path in site.rglob("*.*"):
        if path.suffix in (".html", ".atom", ".json", ".csv"):
            assert "counted twice" not in path.read_text("utf-8"), path
    for name in ("releases/index.html", f"releases/{FIRST}/index.html", "feed.atom"):
        assert "A correction to a page that was withdrawn since." in page_of(site, name), name


@pytest.mark.parametrize("done", ["changed", "cut off", "foreign", "gone"])
def test_nothing_is_withdrawn_from_an_archive_that_was_tampered_with(
    project: Path, done: str
) -> None:
    path = project / "data/releases" / FIRST / "site.tar.xz"
    whole, said = path.read_bytes(), "The archive of this release is damaged"
    if done == "changed":
        site = dict(archives.unpacked(path, {*frozen(project)}))
        site["northam/index.html"] = site["northam/index.html"].replace(b"</h1>", b"!</h1>")
        archives.pack(site, path)
        said = 'Its page "northam/index.html" is not as it was when the release was made.'
    elif done == "gone":
        path.unlink()
        said = "The packed site of the release of May 2017 is not here."
    else:
        path.write_bytes(whole[:-2000] if done == "cut off" else b"mine")
    before = {p: p.read_bytes() for p in path.parents[1].rglob("*") if p.is_file()}
    told = run(project, *WITHDRAW, "oldford/")
    assert told.exit_code == 1
    assert said in " ".join(told.output.split())
    assert {p: p.read_bytes() for p in path.parents[1].rglob("*") if p.is_file()} == before


def full(*_: object) -> None:
    """What a disk without room says."""
    raise OSError(errno.ENOSPC, "No space left on device")


def stopped(*_: object) -> None:
    """What Ctrl-C does."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("cause", [full, stopped])
def test_a_withdrawal_that_is_stopped_changes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, cause: Callable[..., None]
) -> None:
    folder = project / "data/releases"
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    monkeypatch.setattr(archives, "put", cause)
    told = run(project, *WITHDRAW, "oldford/")
    assert told.exit_code == (STOPPED if cause is stopped else 1)
    assert cause is stopped or "Nothing was withdrawn" in " ".join(told.output.split())
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert not list((project / "build").glob("release-*"))


@pytest.mark.parametrize("when", ["before the folder", "before the archive"])
def test_a_withdrawal_that_was_stopped_between_is_finished(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    folder, apart = project / "data/releases" / FIRST, tmp_path / "apart"
    apart.mkdir()
    (folder / "site.tar.xz").rename(apart / f"{FIRST}.tar.xz")
    replaced(project / "data/site.yml", "release:", f"archives: {apart}\nrelease:")
    with monkeypatch.context() as patched:
        if when == "before the folder":
            patched.setattr(renewing, "put", stopped)
        else:
            patched.setattr(Path, "replace", lambda self, to: moved(self, to, apart))
        assert run(project, *WITHDRAW, "oldford/").exit_code == STOPPED
    assert "withdrawals:" in folder.with_suffix(".yml").read_text(encoding="utf-8")
    told = run(project, *WITHDRAW, "oldford/")
    assert told.exit_code == 0, told.output
    assert [path.name for path in apart.iterdir()] == [f"{FIRST}.tar.xz"]
    assert folder.with_suffix(".yml").read_text(encoding="utf-8").count("/oldford/") == 1
    assert run(project, "build").exit_code == 0
    assert "Withdrawn" in page(project / "site" / FIRST, "oldford/")


def moved(path: Path, to: Path, apart: Path) -> Path:
    """A file moved into its place, but for an archive that is apart."""
    if path.name == f".{FIRST}.tar.xz.part":
        stopped()
    os.replace(path, to)
    return apart


PASTED = (
    f"{ROOT_ADDRESS}{FIRST}/oldford/population/index.html",
    f"{FIRST}/oldford/population/figures/",
    "https://elsewhere.example/oldford/population/summary/#top",
    "/embed/oldford/population/trend",
)


def test_a_page_is_withdrawn_by_an_address_that_was_pasted(project: Path) -> None:
    path = project / "data/releases" / f"{FIRST}.yml"
    text = f"\ufeff{path.read_text(encoding='utf-8')}withdrawals: []  # none yet\n"
    before = text.replace("\n", "\r\n").encode()
    path.write_bytes(before)
    with_summary = "northam/summary/"
    told = run(project, *WITHDRAW, with_summary)
    assert "/northam/summary/ belongs to the page /northam/." in told.output
    first = path.read_bytes()
    assert first.startswith(before.removesuffix(b" []  # none yet\r\n"))
    assert first.count(b"\n") == first.count(b"\r\n") == before.count(b"\n") + 1
    for number, address in enumerate(PASTED):
        told = run(project, *WITHDRAW, address)
        assert told.exit_code == min(number, 1), told.output
        assert number == 0 or "The page /oldford/population/ was withdrawn already." in told.output
    assert path.read_bytes().count(b"  - {page:") == 2


@pytest.mark.parametrize("name", ["addresses.txt", "figures.csv", "manifest.sha256"])
def test_of_a_release_without_a_file_only_that_is_told(project: Path, name: str) -> None:
    path = project / "data/releases" / f"{FIRST}.yml"
    path.write_text(path.read_text(encoding="utf-8") + CORRECTION, encoding="utf-8")
    (path.with_suffix("") / name).unlink()
    told = run(project, "check").output
    assert "1 problem." in told
    assert f"data/releases/{FIRST}/{name}: " in told


ASTRAY = {
    f"{SECOND}.yaml": f"A file of this name is not read. Call it {SECOND}.yml.",
    f"{SECOND}.yml.txt": f"Call it {SECOND}.yml: Windows may not show the last ending.",
    f"{SECOND} (1).yml": "this is a copy which a program made",
    SECOND: "Name it by its year and month, as 2026-11.yml",
}


@pytest.mark.parametrize("name", ASTRAY)
def test_a_file_of_a_release_under_almost_its_name_is_told(project: Path, name: str) -> None:
    path = announced(project, SECOND)
    path.rename(path.with_name(name))
    told = " ".join(run(project, "check").output.split())
    assert f"data/releases/{name}: " in told
    assert ASTRAY[name] in told


def test_a_frozen_release_of_which_nothing_is_said_is_told(project: Path) -> None:
    (project / "data/releases" / f"{FIRST}.yml").unlink()
    assert "The file that says what this release is, is missing." in run(project, "check").output


UNTIMELY = {
    "corrections": {
        "2017-05-19": "The correction is of 19 May 2017, before the release that it is of.",
        "2999-01-01": "The correction is of 1 January 2999, a day that is still to come.",
    },
    "signed_off": {
        "2017-05-21": "signed off on 21 May 2017, after the day of the release, 20 May 2017.",
    },
}


@pytest.mark.parametrize(("part", "day"), [(p, day) for p in UNTIMELY for day in UNTIMELY[p]])
def test_a_day_that_cannot_be_is_told(project: Path, part: str, day: str) -> None:
    path = project / "data/releases" / f"{FIRST}.yml"
    text = path.read_text(encoding="utf-8") + CORRECTION
    was = 'editors, date: "2017-05-20"' if part == "signed_off" else '- date: "2017-09-01"'
    assert was in text
    path.write_text(text.replace(was, was[:-11] + f'{day}"'), encoding="utf-8")
    told = " ".join(run(project, "check").output.split())
    assert UNTIMELY[part][day] in told


def test_an_archive_of_another_release_is_not_written_over(project: Path, tmp_path: Path) -> None:
    announced(project, SECOND)
    other = tmp_path / f"{SECOND}.tar.xz"
    other.write_bytes(b"mine")
    told = run(project, "release", SECOND, "--archive", str(tmp_path))
    assert told.exit_code == 1
    assert "it is not the site of this release" in " ".join(told.output.split())
    assert other.read_bytes() == b"mine"


def test_a_full_disk_leaves_no_release_and_no_archive(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced(project, SECOND)
    apart = tmp_path / "apart"
    monkeypatch.setattr(freezing, "_into_place", full)
    told = run(project, "release", SECOND, "--archive", str(apart))
    assert told.exit_code == 1
    assert "The disk is full: up to 1 MB are needed" in " ".join(told.output.split())
    assert not list(apart.iterdir())
    assert not list((project / "build").glob("release-*"))
    assert not (project / "data/releases" / SECOND).exists()


@pytest.mark.parametrize("gone", ["", "manifest.sha256", "a line"])
def test_a_release_that_is_not_whole_is_told(project: Path, gone: str) -> None:
    announced(project, SECOND)
    folder = project / "data/releases" / FIRST
    if gone == "a line":
        path = folder / "manifest.sha256"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(x for x in lines if not x.endswith("/oldford/index.html\n")), "utf-8"
        )
    elif gone:
        (folder / gone).unlink()
    else:
        shutil.rmtree(folder)
    told = run(project, "check")
    assert told.exit_code == 1
    assert f"data/releases/{FIRST}" in told.output
