"""A network: what it is, its numbers, its forward pass, the program that computes the same."""
