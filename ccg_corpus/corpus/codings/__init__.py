"""Codes and memos: who gave which (`coders`), what is to be given (`giving`), what was noted (`memos`),
and what a corpus says of its codebook (`asked`)."""
