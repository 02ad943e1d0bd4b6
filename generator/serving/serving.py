"""The site on this machine, built again whenever something it is made from is saved."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.problems import ProfileError, tell
from generator.progress import Progress
from generator.projects import not_a_project
from generator.publishing import building, built
from generator.serving.announcing import State
from generator.serving.listening import Server
from generator.serving.watching import Watch
from generator.storage.inputs import CODE
from generator.unexpected import HinderedError, details, told

FOLDER = "served"
# What a build runs through: it must load before the program that serves now gives way to it.
LOADS = """
import generator.__main__
import generator.serving.serving
from generator.publishing import building, built
building.make_ready()
"""
DANGER = (
    "Everyone on the network of this machine can read these pages now, unpublished figures too."
)


@dataclass(frozen=True, slots=True)
class Teller:
    """How people are told: a line, the steps of long work, and whether to say all of a fault."""

    tell: Callable[[str], None]
    progress: Callable[[], AbstractContextManager[Progress]]
    is_debug: bool = False


def serve(project: Path, host: str, port: int, voice: Teller) -> None:
    """Build and serve until interrupted. A problem is told, and the last good site stays up."""
    site = project / "build" / FOLDER
    server = Server(host, port, site, voice.tell)
    try:
        server.start()
        # Taken before the build, so that what is saved while it runs is seen afterwards.
        with Watch(project, voice.tell) as watch:
            _build(project, server, voice)
            voice.tell(f"Serving on {server.address} (stop with Ctrl+C)")
            if server.is_open_to_others:
                voice.tell(DANGER)
            _keep_up(project, server, watch, voice)
    except KeyboardInterrupt:
        voice.tell("Stopped.")
    finally:
        server.stop()


def _keep_up(project: Path, server: Server, watch: Watch, voice: Teller) -> None:
    _get_ready(voice)
    while True:
        changed = watch.change(partial(_is_as_told, server))
        code = sorted(name for name in changed if CODE in Path(name).parents)
        if code:
            _start_anew(code, server, watch, voice)
        else:
            _build(project, server, voice)


def _is_as_told(server: Server) -> bool:
    """Is there a site still, if browsers were told of one?"""
    return _is_built(server.site) or not server.announcer.standing.build


def _is_built(site: Path) -> bool:
    return (site / "index.html").is_file()


def _get_ready(voice: Teller) -> None:
    """Load what the next build needs. What cannot be loaded now is told when it is needed."""
    try:
        building.make_ready()
    except Exception as error:
        if voice.is_debug:
            voice.tell(details(error))


def _build(project: Path, server: Server, voice: Teller) -> None:
    """Build once, and tell the terminal and the browsers how that went."""
    announcer, started = server.announcer, time.monotonic()
    before = announcer.standing
    announcer.say(State(before.build, before.problems, "Looking at what has changed"))
    try:
        with voice.progress() as progress:

            def both(step: str, done: int = 0, total: int = 0, /) -> None:
                progress(step, done, total)
                announcer.say(State(before.build, before.problems, step))

            if fault := not_a_project(project):
                raise HinderedError(fault)
            was_needed = building.build(project, server.site, building.SERVED, both)
    except ProfileError as error:
        voice.tell(tell(error.problems))
        _stay(server, tuple(map(str, error.problems)), voice)
    except (Exception, SystemExit) as error:
        if voice.is_debug:
            voice.tell(details(error))
        sentence = told(error, is_debug=voice.is_debug)
        voice.tell(sentence)
        _stay(server, (sentence,), voice)
    else:
        announcer.say(
            State(f"{time.time_ns():x}" if was_needed or not before.build else before.build)
        )
        seconds = time.monotonic() - started
        if doubts := building.doubts_open(project, building.SERVED):
            voice.tell(f"Open: {doubts}. See what crime-profiles check says of them.")
        voice.tell(
            built.summary(server.site, seconds)
            if was_needed
            else f"Nothing has changed. The site is in {server.site}"
        )


def _stay(server: Server, problems: tuple[str, ...], voice: Teller) -> None:
    """What was built before stays up, and says what is wrong."""
    is_built = _is_built(server.site)
    build = server.announcer.standing.build if is_built else ""
    server.announcer.say(State(build, problems))
    if is_built:
        voice.tell("The last good site stays as it is.")
    else:
        voice.tell("There is no site yet; it is built as soon as this is mended.")


def _start_anew(code: list[str], server: Server, watch: Watch, voice: Teller) -> None:
    """Run the same command with the program as it is now, at the same port, once it can run."""
    path = os.pathsep.join([str(CODE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    tried = subprocess.run(
        [sys.executable, "-c", LOADS],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if tried.returncode:
        last = tried.stderr.strip().rpartition("\n")[2] or "it gave no reason"
        place = ", ".join(Path(name).relative_to(CODE.parent).as_posix() for name in code[:3])
        problem = f"{place}: the program cannot run as it is now ({last}). Mend it."
        voice.tell(f"{tried.stderr.rstrip()}\n{problem}" if voice.is_debug else problem)
        _stay(server, (problem,), voice)
        return
    voice.tell("The program itself has changed; starting anew.")
    port = str(server.server_port)
    watch.stop()
    server.stop()
    command = [sys.executable, *sys.orig_argv[1:], "--port", port]
    if os.name == "nt":
        # There, a program that takes another's place leaves the terminal to both of them.
        sys.exit(subprocess.call(command))
    os.execv(sys.executable, command)
