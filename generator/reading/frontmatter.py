"""Front matter: what stands above the text of a page, for any reader of YAML."""

from __future__ import annotations

import json
import re
from typing import Any


def front_matter(values: dict[str, Any]) -> str:
    """Lines --- with these keys and values between them, which any reader of YAML reads as such.

    >>> print(front_matter({"title": "2017-13-45"}), end="")
    ---
    title: "2017-13-45"
    ---
    """
    lines = [f"{key}: {json.dumps(said, ensure_ascii=False)}\n" for key, said in values.items()]
    told = re.sub(r"[^\0-~]", _escaped, "".join(lines) or "{}\n")
    return f"---\n{told}---\n"


def _escaped(found: re.Match[str]) -> str:
    # JSON would write a character of a rare script as two marks, which YAML does not read.
    number = ord(found[0])
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
