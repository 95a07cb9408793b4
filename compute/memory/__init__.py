"""The memory page: which arrays and tensors share memory."""
