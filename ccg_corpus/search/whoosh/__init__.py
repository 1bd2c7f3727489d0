"""Whoosh: everything in the package that knows it."""
