"""A network: its specification, its numbers, its forward pass, and the program that computes the same."""
