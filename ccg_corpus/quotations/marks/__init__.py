"""Quote marks and brackets: which signs stand for them, and which belong together."""
