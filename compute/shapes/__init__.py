"""The shapes page: which tensors fit together, and how a shape is changed."""
