"""What can be wrong in data and content, what is doubtful, and what to do."""
