"""The network page and the neuron page."""
