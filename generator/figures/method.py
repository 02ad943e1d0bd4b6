"""By which version of the method are figures worked out?

It is raised whenever the same data give other figures, and content/methods.md tells each version.
"""

from __future__ import annotations

METHOD = "2"
