"""The visitor's own data: points set by hand, and a table."""
