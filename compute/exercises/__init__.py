"""The notebook's exercises: what is asked for, and a student's answer read, run within bounds, and judged."""
