"""The kinds of file that can be imported: a file each, found by its name."""
