"""OpenDocument texts: the package in, blocks as LibreOffice shows them out."""
