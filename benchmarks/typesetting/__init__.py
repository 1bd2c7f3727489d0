"""Papers as text → the same papers as PDFs of known content, and what a reader makes of them."""
