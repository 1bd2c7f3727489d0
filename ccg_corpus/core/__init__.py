"""The nouns of the package, what a user can act on, and by which rules a stage works. It knows no other room."""
