"""Parts of the gradients page."""
