"""Matrices, comparisons and voices on their way to the screen or into a file."""
