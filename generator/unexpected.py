"""What is told of an error that no rule foresaw: one sentence, and never a traceback.

What the machine refuses (a full disk, a missing right) is told by its kind, with the path. All else
is a fault of ours, and is never told as somebody else's.
"""

from __future__ import annotations

import errno
import os
import traceback
from pathlib import Path

from generator.problems import Fault

OURS = "This is a fault of ours, not of your data."
SEND = "Run the same command again with --debug and send us what it prints."
SENT = "Send us what is printed above."

# What the system refuses, by its own number: what is wrong, and what to do.
REFUSED = {
    "ENOSPC": Fault("the disk is full.", "Free some space and run the command again."),
    "EDQUOT": Fault(
        "your share of the disk is full.", "Free some space and run the command again."
    ),
    "EROFS": Fault(
        "this disk is read-only, so nothing can be written here.",
        "Copy the project to a place where you may write.",
    ),
    "EACCES": Fault(
        "you may not open or change this, or another program holds it open.",
        "Close it elsewhere, or ask whoever looks after this computer for the right.",
    ),
    "EPERM": Fault(
        "you may not change this.",
        "Ask whoever looks after this computer for the right, or work in a folder of your own.",
    ),
    "ENOTDIR": Fault(
        "there is a file where a folder should be.",
        "Move the file away and run the command again.",
    ),
    "EEXIST": Fault(
        "something of this name is there already.",
        "Move it away and run the command again.",
    ),
    "ENOTEMPTY": Fault(
        "this folder changed while it was being worked on.",
        "Close what else writes into it and run the command again.",
    ),
    "EISDIR": Fault(
        "there is a folder where a file should be.",
        "Move the folder away and run the command again.",
    ),
    "EMFILE": Fault(
        "too many files are open at once.",
        "Close other programs, or raise the limit (ulimit -n 4096), and run the command again.",
    ),
    "ENAMETOOLONG": Fault(
        "the name is too long for this disk.",
        "Shorten it, or move the project to a folder with a shorter path.",
    ),
    "ELOOP": Fault(
        "this link leads back to itself.", "Remove the link, or point it to a real file."
    ),
    "EIO": Fault(
        "the disk does not answer as it should.",
        "Copy your work to another disk, and have this one looked at.",
    ),
    "EFBIG": Fault(
        "the file grew larger than this system allows.",
        "Raise the limit (ulimit -f unlimited), or use another disk.",
    ),
    "EBUSY": Fault(
        "another program is using this.",
        "Close it there and run the command again.",
    ),
    "ETIMEDOUT": Fault(
        "the drive does not answer.",
        "See whether the network drive is connected and run the command again.",
    ),
    "ENOMEM": Fault(
        "there is not enough memory.",
        "Close other programs and run the command again.",
    ),
    "EAGAIN": Fault(
        "this machine is too busy to start another piece of work.",
        "Close other programs and run the command again.",
    ),
    "ENOENT": Fault(
        "this is not there, or was moved while the command ran.",
        "Put it back and run the command again; if that does not help, run it with --debug "
        "and send us what it prints.",
    ),
}
SAME = {
    "ENFILE": "EMFILE",
    "ETXTBSY": "EBUSY",
    "ESTALE": "ETIMEDOUT",
    "ENETDOWN": "ETIMEDOUT",
    "ENETUNREACH": "ETIMEDOUT",
    "EHOSTDOWN": "ETIMEDOUT",
    "EREMOTEIO": "EIO",
    "ENXIO": "EIO",
    "ENODEV": "EIO",
}
# Without a path these say nothing that anybody could act on.
NEED_A_PATH = ("ENOTDIR", "EEXIST", "EISDIR", "ENOENT", "ENOTEMPTY", "ELOOP", "EBUSY", "EAGAIN")
MEMORY = "There is not enough memory. Close other programs and run the command again."


class HinderedError(Exception):
    """Raised when a command cannot be done for a reason that is known and has a sentence."""


def told(error: BaseException, *, is_debug: bool = False) -> str:
    """Which sentence tells a person of this error?

    >>> print(told(OSError(28, "No space left on device", "/site/index.html")))
    /site/index.html: the disk is full. Free some space and run the command again.
    >>> print(told(KeyError("area")))
    This is a fault of ours, not of your data. Run the same command again with --debug and send \
us what it prints.
    """
    for cause in _causes(error):
        sentence = _known(cause)
        if sentence:
            return sentence
    return f"{OURS} {SENT if is_debug else SEND}"


def details(error: BaseException) -> str:
    """What a maintainer needs to know of an error."""
    return "".join(traceback.format_exception(error)).rstrip()


def _causes(error: BaseException) -> list[BaseException]:
    """The error and those that it was raised from."""
    found: list[BaseException] = []
    now: BaseException | None = error
    while now is not None and now not in found:
        found.append(now)
        now = now.__cause__
    return found


def _known(error: BaseException) -> str:
    """The sentence for an error of a kind that is not ours, or nothing."""
    if isinstance(error, HinderedError):
        return str(error)
    if isinstance(error, MemoryError):
        return MEMORY
    if isinstance(error, ImportError):
        return _missing(error)
    if type(error).__name__ == "BrokenProcessPool":
        return f"A part of the program was stopped from outside. {MEMORY}"
    return _refused(error) if isinstance(error, OSError) else ""


def _missing(error: ImportError) -> str:
    name = error.name or ""
    if not name or name.split(".")[0] == "generator":
        return ""
    return f"{name}: this library is missing or damaged. Install the program again, as README says."


def _refused(error: OSError) -> str:
    fault, path = refusal(error), path_of(error)
    if not fault:
        return ""
    place = f"{path}: {fault.what}" if path else fault.what[:1].upper() + fault.what[1:]
    return f"{place} {fault.remedy}"


def refusal(error: OSError) -> Fault | None:
    """What did the machine refuse, in words that go on from a path? None for a fault of ours."""
    kind = errno.errorcode.get(error.errno or 0, "")
    kind = SAME.get(kind, kind)
    path = path_of(error)
    if kind not in REFUSED or (not path and kind in NEED_A_PATH):
        return None
    if kind == "ENOENT" and Path(__file__).parent in Path(path).parents:
        return Fault("this part of the program is missing.", "Install the program again.")
    if kind == "EEXIST" and Path(path).is_file():
        kind = "ENOTDIR"
    return REFUSED[kind]


def path_of(error: OSError) -> str:
    """The path that an error names, as people know it: of two, the one that was to be made, for
    the other may be half-written and gone."""
    for name in (error.filename2, error.filename):
        if isinstance(name, str | bytes | os.PathLike):
            text = os.fsdecode(name)
            return text.encode(errors="replace").decode()
    return ""
