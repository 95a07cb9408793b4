"""The exercises page: the notebook's three exercises and three about gradients, with hints and a verdict."""
