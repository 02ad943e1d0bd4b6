"""Months of data.police.uk, street-level crimes and outcomes, become counts of areas."""
