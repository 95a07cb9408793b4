"""The ground floor, without Streamlit: style, texts, the glossary, drawings, cells."""
