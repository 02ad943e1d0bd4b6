"""Content and templates become pages of Markdown and HTML."""
