"""One file per page; each reads like its own table of contents: controls, compute, draw."""
