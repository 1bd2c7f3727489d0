"""A review without ids typed by hand: in a spreadsheet that comes back, or on a screen.

Comes in: a corpus, and a sheet or keys. Goes out: decisions, each on disk before the next is made.
"""
