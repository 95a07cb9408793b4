"""Pictures of the gradients page."""
