"""Hits → text, one module a format."""
