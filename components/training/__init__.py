"""The training page: a whole course of gradient descent, every step kept."""
