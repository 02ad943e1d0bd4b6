"""The tests. ``python -m tests`` runs them all, the browser's included."""
