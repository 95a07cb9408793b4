"""Values -> Plotly figure. Pure functions without Streamlit: they work in a notebook too."""
