"""Where a product can run, in which ways, and how long it takes."""
