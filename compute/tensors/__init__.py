"""Tensors by themselves: the ladder of indices, a photo, what randn draws."""
