"""What all rooms share, and what knows no Streamlit: style, texts, the glossary, drawings, cells."""
