"""Mutants of the invented county through ``check`` and ``build``: ``python -m tests.fuzz``."""
