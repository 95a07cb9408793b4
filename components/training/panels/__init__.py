"""Values -> a piece of the page."""
