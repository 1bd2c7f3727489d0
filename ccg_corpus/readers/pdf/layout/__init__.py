"""Bits of text with their places → the lines of a page as it is read."""
