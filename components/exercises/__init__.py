"""The page of the notebook's exercises."""
