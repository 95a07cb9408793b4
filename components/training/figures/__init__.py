"""Pictures of a training, of its maps, its course and its walls: plain data for Plotly."""
