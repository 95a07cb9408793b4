"""Where a page begins to draw, wherever the run before it stood."""

from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value

from components.frame.whole_page import draw_from_the_top


def test_a_page_is_drawn_from_its_top() -> None:
    before = context_dg_stack.get()
    try:
        context_dg_stack.set(())
        draw_from_the_top()
        assert context_dg_stack.get() == get_default_dg_stack_value() != ()
    finally:
        context_dg_stack.set(before)
