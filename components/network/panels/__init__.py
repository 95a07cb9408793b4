"""Panels of the network and neuron pages: functions that place values on the page."""
