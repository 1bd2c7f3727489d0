"""Plain words: what a stretch of a phrase asks for, one module for each kind of thing it can name."""
