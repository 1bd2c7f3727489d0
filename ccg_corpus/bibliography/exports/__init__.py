"""Exports of reference managers: a file of theirs in, entries out, one module a format."""
