"""The notebook's three exercises: what is given, and how an answer is read, run within bounds and judged."""
