"""The page of devices: the same network everywhere, and why matrices are fast."""
