"""The page of tensors: from one number to a photo, and random numbers."""
