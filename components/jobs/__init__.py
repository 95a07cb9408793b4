"""Jobs that use the whole processor: a queue, one job at a time, with progress and a stop."""
