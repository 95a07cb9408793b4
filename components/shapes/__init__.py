"""The page of shapes: which tensors fit together, and how a shape is changed."""
