"""The parts of the pages: a room for each topic, and below them what several topics share; see CONTRIBUTING.md."""
