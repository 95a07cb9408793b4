"""The exercises page: the notebook's three exercises, with hints and a verdict."""
