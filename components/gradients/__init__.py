"""The gradients page: the chain rule on the network's own picture, and what one does with what it gives."""
