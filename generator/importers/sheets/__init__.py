"""A spreadsheet of any shape becomes rows of a dataset: how it is read, asked about and kept."""
