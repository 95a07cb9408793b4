"""How a lesson becomes a program, a notebook and a text."""
