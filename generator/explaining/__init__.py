"""Where a number comes from: the walk of one figure from its row to its pages."""
