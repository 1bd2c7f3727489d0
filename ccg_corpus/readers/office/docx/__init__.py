"""Word files: the package in, blocks as Word shows them out."""
