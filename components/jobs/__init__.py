"""One at a time: the queue of those who measure, their progress, and how it is stopped."""
