"""A publisher's file becomes rows of a dataset: one file a kind."""
