"""The torch side of Tensorama: frozen records and pure functions, no Streamlit and no Plotly."""
