"""The command line: ``crime-profiles``, or ``python -m generator``."""

from __future__ import annotations

import gc
import io
import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import click

from generator import progress
from generator.commanding import DEBUG, FILE, FORMAT, PROJECT, Commands, here
from generator.problems import ProfileError, stopping, tell, tell_doubts
from generator.publishing import building, built
from generator.terms import imports
from generator.terms.site import labelled

# A command makes much and lets go of little: looking for that costs a quarter of the start.
gc.set_threshold(100_000, 20, 50)
KINDS = f"Kinds: {', '.join(imports.KINDS)}."


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="crime-profiles")
@DEBUG
def main() -> None:
    """Publishes local crime profiles as a static site."""
    # What is piped on Windows may go into an old code page, which lacks a minus sign or a dash.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@main.command()
@PROJECT
@DEBUG
@FORMAT
def check(project: Path, form: str) -> int:
    """Read data/ and content/ and tell every problem; write nothing."""
    folder = here(project)
    try:
        with progress.shown(sys.stderr) as shown:
            problems = building.check_project(folder, shown)
    except ProfileError as error:
        problems = error.problems
    if form == "json":
        told = [problem.as_json() for problem in problems]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo(tell(problems) if stopping(problems) else "No problems found.")
        if doubts := tell_doubts(problems):
            click.echo(f"\n{doubts}")
    return 1 if stopping(problems) else 0


@main.command()
@PROJECT
@DEBUG
@FORMAT
def audit(project: Path, form: str) -> int:
    """Work out again what the sources print, and list every disagreement."""
    from generator.telling.disagreements import as_json, as_text

    try:
        holdings, found = building.audit_project(here(project))
    except ProfileError as error:
        # A program that reads the result is not to take problems for it.
        click.echo(tell(error.problems), err=form == "json")
        return 1
    text = as_text(holdings, found)
    click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1) if form == "json" else text)
    return 0


@main.command()
@PROJECT
@DEBUG
@FORMAT
@click.option("--area", default="", help="Only of this area: its code, address or name.")
@click.option("--topic", default="", help="Only of this topic, by its id.")
@click.option("--note", type=FILE, help="Write the draft of a note about it into this new file.")
@click.argument("release", default="")
def diff(project: Path, form: str, note: Path | None, **words: str) -> int:
    """Tell what has changed in the figures since RELEASE, the last one if none is named."""
    from generator.reading.topics import open_topics
    from generator.releases import aloud, drafts, frozen
    from generator.releases.comparing import Since, compared

    folder = here(project)
    since = Since(**words)._replace(release=frozen.chosen(folder, words["release"]))
    try:
        with progress.shown(sys.stderr) as shown:
            shown("Reading the data")
            held = building.audit_project(folder)
            shown(f"Comparing the figures with those of {labelled(since.release)}")
            found = compared(folder, held, open_topics(folder)[0], since)
        if note:
            drafts.write(found, note)
    except ProfileError as error:
        click.echo(tell(error.problems), err=form == "json")
        return 1
    told = json.dumps(aloud.as_json(found), ensure_ascii=False, indent=1) if form == "json" else ""
    click.echo(told or aloud.as_text(found))
    return 0


@main.command()
@PROJECT
@DEBUG
@FORMAT
@click.option("--category", default="", help="One of the indicator's categories, by its id.")
@click.argument("area")
@click.argument("indicator")
@click.argument("period", default="")
def explain(project: Path, form: str, category: str, **words: str) -> int:
    """Walk one figure from its row to its pages.

    AREA is a code, an address or a name, INDICATOR an id, PERIOD as in the data (P12M/2017-03) or
    as people write it (2016/17); without one it is the newest.
    """
    from generator.explaining.aloud import as_text
    from generator.explaining.asked import Asked, meant
    from generator.explaining.walk import Guide

    with progress.shown(sys.stderr) as shown:
        shown("Reading and checking the data")
        try:
            book = building.book_of(here(project))
        except ProfileError as error:
            click.echo(tell(error.problems), err=form == "json")
            return 1
        figure = meant(book, Asked(**words, category=category))
        shown("Looking the figure up in the pages")
        walk = Guide(book).walk(figure)
    told = json.dumps(walk.as_json(), ensure_ascii=False, indent=1)
    click.echo(told if form == "json" else as_text(walk))
    return 0


@main.command()
@PROJECT
@DEBUG
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site goes: site/ by default; site-only/ or site-preview/ for those.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="AREA",
    help="Build only the pages of these areas, by address: --only northam southam.",
)
@click.argument("more", nargs=-1, metavar="[AREA]...")
@click.option("--preview", is_flag=True, help="Mark the site as a draft, with a review page.")
def build(project: Path, site_dir: Path | None, *, preview: bool, **areas: tuple[str, ...]) -> None:
    """Check, write the pages, and build the site."""
    if areas["more"] and not areas["only"]:
        raise click.UsageError(f"{areas['more'][0]}: areas are named after --only.")
    started = time.monotonic()
    folder = here(project)
    wanted = building.Wanted((*areas["only"], *areas["more"]), preview)
    target = (site_dir or folder / wanted.site_name).resolve()
    with progress.shown(sys.stderr) as shown:
        was_needed = building.build(folder, target, wanted, shown)
    if doubts := building.doubts_open(folder, wanted):
        click.echo(f"Open: {doubts}, told by crime-profiles check. What rests on them is left out.")
    click.echo(
        built.summary(target, time.monotonic() - started)
        if was_needed
        else f"Nothing has changed. The site is in {target}"
    )


@main.command("import", epilog=KINDS)
@PROJECT
@DEBUG
@click.option("--dry-run", is_flag=True, help="Only report; write nothing.")
@click.option("--undo", is_flag=True, help="Take the last import back.")
@click.option("--dataset", default="", help="Of a spreadsheet: the dataset it belongs to.")
@click.argument("kind", default="")
@click.argument("paths", metavar="FILE...", nargs=-1, type=FILE)
def import_files(project: Path, *, undo: bool, dry_run: bool, **words: Any) -> None:
    """Turn a publisher's FILES (or zip files, or folders of them) of a KIND into rows."""
    from generator.importers import importing

    folder = here(project)
    order = importing.Order(**words, is_dry=dry_run)
    if not (undo and not order.kind) and (undo or not importing.can_run(order)):
        is_unknown = order.kind and order.kind not in imports.KINDS
        told = f'There is no kind "{order.kind}". ' if is_unknown else ""
        raise click.UsageError(f"{told}Name a kind and files, or --undo. {KINDS}")
    with progress.shown(sys.stderr) as shown:
        said = importing.undo(folder, shown) if undo else importing.run(folder, order, shown)
    click.echo("\n".join(said))


@main.command()
@DEBUG
@click.option("--force", required=True, help='Whose area it is for, such as "Essex Police".')
@click.option("--areas", type=FILE, help="Your own list of areas, with the force among them.")
@click.argument("folder", type=FILE)
def new(folder: Path, force: str, areas: Path | None) -> None:
    """Begin a project for another force in FOLDER, without figures."""
    from generator.starting.starting import start

    click.echo("\n".join(start(folder, force, areas)))


@main.command()
@PROJECT
@DEBUG
@click.option("--withdraw", metavar="PAGE", help="Take this page out of a release that was made.")
@click.option("--why", default="", help="The reason, which stands in the place of the page.")
@click.option("--archive", type=FILE, help="The folder for the packed site, if not with the rest.")
@click.argument("name", metavar="ID")
def release(project: Path, name: str, withdraw: str | None, why: str, archive: Path | None) -> None:
    """Freeze the figures and the site as release ID: a year and month (2026-11), or a day."""
    from generator.publishing import releasing, withdrawal

    if why and withdraw is None:
        raise click.UsageError("--why is the reason for what --withdraw takes out.")
    folder = here(project)
    with progress.shown(sys.stderr) as shown:
        if withdraw is None:
            said = releasing.release(folder, name, shown, archive and archive.resolve())
        else:
            said = withdrawal.withdraw(folder, name, withdraw, why, shown)
    click.echo("\n".join(said))


@main.command()
@PROJECT
@DEBUG
@click.option("--to", required=True, help="The folder that is served, or a .zip file.")
@click.option("--back", is_flag=True, help="Put the publication before this one in its place.")
@click.option("--offline", is_flag=True, help="A .zip file that works where it is unpacked.")
@click.option("--not-before", "until", metavar="TIME", help="Such as 2026-12-01T09:30.")
def publish(project: Path, to: str, *, back: bool, offline: bool, until: str | None) -> None:
    """Put the built and checked site in place: all of it at an instant, or nothing."""
    from generator.publishing import publication, targets

    folder, target = here(project), targets.meant(to)
    is_packed = targets.is_packed(target)
    if offline and not is_packed:
        raise click.UsageError("--offline goes with a .zip file: --to site.zip.")
    if back and (until is not None or is_packed):
        raise click.UsageError("--back goes with --to and the folder that is served, alone.")
    with progress.shown(sys.stderr) as shown:
        if back:
            said = publication.back(folder, target, shown)
        else:
            order = publication.PublishOrder(target, until, is_offline=offline)
            said = publication.publish(folder, order, shown)
    click.echo("\n".join(said))


@main.command()
@PROJECT
@DEBUG
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(project: Path, port: int, host: str) -> None:
    """Build, serve on this machine, and build again on every change."""
    from generator.serving.serving import Teller
    from generator.serving.serving import serve as serve_site

    shown = partial(progress.shown, sys.stderr)
    serve_site(here(project), host, port, Teller(click.echo, shown, "--debug" in sys.argv[1:]))


if __name__ == "__main__":
    main(prog_name="crime-profiles")
