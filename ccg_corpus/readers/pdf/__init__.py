"""PDF: pages in, printed lines out. `reader` is the door, `child` the process that parses, by PDFium or pypdf."""
