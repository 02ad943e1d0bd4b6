"""Every test: ``python -m tests``. What follows is for pytest: ``python -m tests -k periods``.

The tests need a browser, and none is ever skipped for the want of one. Where no Chromium, Chrome
or Edge is found one is installed: Debian's package where this is root, Playwright's own elsewhere.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BROWSER = "CRIME_PROFILES_BROWSER"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
ON_LINUX = (
    "/usr/bin",
    "/usr/local/bin",
    "/snap/bin",
    "/usr/lib/chromium",
    "/opt/google/chrome",
    "/opt/microsoft/msedge",
)
ON_MACOS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ON_WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
HELP = """
No Chromium, Chrome or Edge was found, and none could be installed. Run one of these first:

    sudo apt-get install chromium                            (Debian)
    {python} -m playwright install --with-deps chromium

or set {variable} to the path of a browser of that family."""


def usual_places() -> Iterator[Path]:
    """Where are these browsers, when they are not on the path?"""
    if sys.platform == "win32":
        roots = [Path(os.environ[name]) for name in WINDOWS_FOLDERS if name in os.environ]
        yield from (root / place for root in roots for place in ON_WINDOWS)
    elif sys.platform == "darwin":
        roots = [Path("/Applications"), Path.home() / "Applications"]
        yield from (root / place for root in roots for place in ON_MACOS)
    else:
        yield from (Path(folder) / name for folder in ON_LINUX for name in NAMES)


def candidates() -> Iterator[Path]:
    """Where may a browser be: as named, on the path, in the usual places, Playwright's own?"""
    if named := os.environ.get(BROWSER):
        yield Path(named)
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    yield from usual_places()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def runs(path: Path) -> bool:
    """Is this a browser that starts? Some systems put a script there that only tells of another."""
    if not path.is_file():
        return False
    if sys.platform == "win32":  # asked for its version, it opens a window there
        return True
    try:
        asked = subprocess.run(
            [path, "--version"], capture_output=True, timeout=60, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and any(digit.isdigit() for digit in asked.stdout)


def find_browser() -> Path | None:
    """Which browser is there to test with?"""
    return next((path for path in candidates() if runs(path)), None)


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> int:
    """Print a command and run it. What was its exit status?"""
    print(f"$ {shlex.join(command)}", flush=True)
    settings = {**os.environ, **(environment or {})}
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode


def install_browser() -> Path | None:
    """Install a browser, by the system where that is ours to do, else by Playwright."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        packages = ("chromium", "fonts-liberation")
        run(["apt-get", "update", "-qq"])
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], quiet)
        if found := find_browser():
            return found
    run([sys.executable, "-m", "playwright", "install", "chromium"])
    return find_browser()


def main(arguments: Sequence[str]) -> int:
    """Find or install a browser, then run pytest over the tests and the examples in the code."""
    browser = find_browser() or install_browser()
    if browser is None:
        print(HELP.format(python=sys.executable, variable=BROWSER), file=sys.stderr)
        return 1
    print(f"Browser: {browser}", flush=True)
    # Paths among the arguments take the place of these two.
    where = ["-o", "testpaths=tests generator"]
    workers = ["-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", *workers, *where, *arguments]
    # The commands that tests start would else read the whole code anew each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return run(command, {BROWSER: str(browser)})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
