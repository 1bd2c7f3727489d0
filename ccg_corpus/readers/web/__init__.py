"""Web pages, pages saved as one file, and EPUB books, which are made of them."""
