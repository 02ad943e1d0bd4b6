"""What may stand side by side on a page, over every page of a built site."""
