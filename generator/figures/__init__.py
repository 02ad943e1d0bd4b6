"""Observations become figures, and figures are compared: facts, and neither words nor pictures."""
