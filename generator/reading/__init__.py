"""Files that people type become terms, with every fault told."""
