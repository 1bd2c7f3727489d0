"""A page's content stream walked with pypdf: text with its places, fonts, what is painted."""
