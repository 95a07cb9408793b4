"""Values -> drawing. Pure functions without Streamlit."""
