"""What each page gives to take home: the lesson behind its picture, for the numbers at hand. No Streamlit."""
