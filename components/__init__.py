"""What pages are made of: figures, panels, controls, the link, the language."""
