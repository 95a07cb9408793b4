"""Figures of the network and neuron pages: functions from values to a drawing, without Streamlit."""
