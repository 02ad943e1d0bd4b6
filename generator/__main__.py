"""The command line: ``crime-profiles``, or ``python -m generator``."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import click

from generator import building
from generator.problems import ProfileError, tell

PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder with data/, content/, overrides/ and mkdocs.yml.",
)


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"{step} …", err=True)


def _here(project: Path) -> Path:
    """The project folder, made sure of: a folder without mkdocs.yml and data/ is wrong usage."""
    folder = project.resolve()
    missing = [name for name in ("mkdocs.yml", "data", "content") if not (folder / name).exists()]
    if missing:
        raise click.UsageError(
            f"{project} is no project folder: it has no {' and no '.join(missing)}. "
            "Go to the project's folder, or name it with --project."
        )
    return folder


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="crime-profiles")
def main() -> None:
    """Publishes local crime profiles as a static site."""
    # What is piped on Windows may go into an old code page, which lacks a minus sign or a dash.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@main.command()
@PROJECT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(project: Path, form: str) -> None:
    """Read data/ and content/ and tell every problem; write nothing."""
    problems = building.check_project(_here(project))
    if form == "json":
        click.echo(
            json.dumps([problem.as_json() for problem in problems], ensure_ascii=False, indent=1)
        )
    elif problems:
        click.echo(tell(problems))
    else:
        click.echo("No problems found.")
    sys.exit(1 if problems else 0)


@main.command()
@PROJECT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def audit(project: Path, form: str) -> None:
    """Work out again what the sources print, and list every disagreement."""
    from generator.audit.telling import as_json, as_text

    try:
        holdings, found = building.audit_project(_here(project))
    except ProfileError as error:
        click.echo(tell(error.problems))
        sys.exit(1)
    text = as_text(holdings, found)
    click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1) if form == "json" else text)


@main.command()
@PROJECT
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site goes: site/ by default.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="AREA",
    help="Build only the pages of these areas, by address: --only dover swale.",
)
@click.argument("more", nargs=-1, metavar="[AREA]...")
@click.option("--preview", is_flag=True, help="Mark the site as a draft, with a review page.")
def build(
    project: Path,
    site_dir: Path | None,
    only: tuple[str, ...],
    more: tuple[str, ...],
    *,
    preview: bool,
) -> None:
    """Check, write the pages, and build the site."""
    if more and not only:
        raise click.UsageError(f"{more[0]}: areas are named after --only.")
    folder = _here(project)
    target = (site_dir or folder / "site").resolve()
    wanted = building.Wanted((*only, *more), preview)
    try:
        was_needed = building.build(folder, target, wanted, _progress)
    except ProfileError as error:
        click.echo(tell(error.problems))
        sys.exit(1)
    _progress(
        f"The site is in {target}"
        if was_needed
        else f"Nothing has changed; the site is in {target}"
    )


@main.command()
@PROJECT
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(project: Path, port: int, host: str) -> None:
    """Build, serve on this machine, and build again on every change."""
    from generator.serving import serve as serve_site

    serve_site(_here(project), host, port, click.echo)


if __name__ == "__main__":
    main(prog_name="crime-profiles")
