"""Numbers that may be slips: told, and set aside until they are mended or signed off."""
