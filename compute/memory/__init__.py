"""Who looks at which memory."""
