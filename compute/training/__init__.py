"""A training as a function of its setting: data, every step of the course, maps, what went wrong, programs."""
