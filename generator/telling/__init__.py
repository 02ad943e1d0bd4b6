"""Words for figures, comparisons and disagreements."""
