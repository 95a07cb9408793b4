"""Where a run of the whole page begins to draw."""

from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value


def draw_from_the_top() -> None:
    """Let the page be drawn from its top, wherever the run before it stood.

    A run that is asked for in the moment in which another one ends goes on in the same thread. There Streamlit leaves
    the container in which a fragment was drawn as the one to draw in; the next fragment goes back to its own place,
    but a whole page would be drawn into that container. The browser cannot place what follows, and goes blank.
    """
    context_dg_stack.set(get_default_dg_stack_value())
