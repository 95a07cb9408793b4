"""Let a person predict the output before it is shown."""
