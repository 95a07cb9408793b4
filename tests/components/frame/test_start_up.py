"""What is done before the first visitor comes."""

import importlib

from components.frame.start_up import OF_STREAMLIT


def test_what_streamlit_imports_with_a_first_page_is_where_it_was() -> None:
    for name in OF_STREAMLIT:
        assert importlib.import_module(name)
