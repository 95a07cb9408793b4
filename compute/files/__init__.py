"""What can be written down and read back: tensors, scenes, notebooks, numbers as people type them."""
