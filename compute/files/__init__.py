"""Files and texts, written and read back: tensors, scenes, notebooks, numbers as people type them."""
