"""Values -> a piece of a page."""
