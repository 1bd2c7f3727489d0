"""The screen of `ccg review`, in a terminal: Textual draws it, a `Desk` decides.

Textual is an extra (`pip install "ccg-corpus[review]"`): no other library moves the ends of a marked
passage, completes names and redraws at a new size over ssh alike, and nothing else needs it.
"""
