"""How long a site takes, how much memory and how many bytes: ``python -m tests.bench``."""
