"""Walk through a forward pass step by step."""
