"""The page of memory: arrays and tensors that look at the same memory."""
