"""The licences of what other people wrote and a site hands on: the text of one file."""

from __future__ import annotations

from functools import cache
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

# Packages whose own work reaches a site: the frame of pages, and the glue of the Vega bundle.
HANDED_ON = ("mkdocs-material", "vl-convert-python")
RULE = "=" * 78


@cache
def licences() -> str:
    """Who wrote what of a site, and under which licence: our own, the bundle's, the frame's."""
    parts = [
        "What other people wrote and this site hands on, and the licences that they gave it.\n\n"
        f"{_vega()}\n"
    ]
    parts.append((files("generator") / "notices" / "vega.txt").read_text(encoding="utf-8"))
    for name in HANDED_ON:
        parts.append(f"{name} {distribution(name).version}\n\n{_own(name)}")
    return f"\n{RULE}\n\n".join(part.strip() + "\n" for part in parts)


def _vega() -> str:
    """Which Vega is in the bundle, as the package that carries it says."""
    import vl_convert

    carried = (
        f"Vega {vl_convert.get_vega_version()}",
        f"Vega-Lite {vl_convert.get_vegalite_versions()[-1]}",
        f"Vega-Embed {vl_convert.get_vega_embed_version()}",
    )
    return f"assets/vega.js holds {', '.join(carried)} and what they use."


def _own(name: str) -> str:
    """The licence that an installed package carries with it, or its name where it carries none."""
    package = distribution(name)
    for path in package.files or ():
        if path.name.upper().startswith("LICENSE") and ".dist-info" in path.parts[0]:
            return Path(path.locate()).read_text(encoding="utf-8")
    return package.metadata["License-Expression"] or package.metadata["License"] or "No licence."
