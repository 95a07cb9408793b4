"""State of a visit: the link, the session, and what a page offers to take home."""
