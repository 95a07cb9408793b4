"""Each piece of JavaScript, beside the Python that speaks with it."""
