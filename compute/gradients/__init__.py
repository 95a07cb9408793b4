"""Gradients: the chain rule written out layer by layer, autograd beside it, and what one does with both."""
