"""Which tensors fit together, and how a shape is changed."""
