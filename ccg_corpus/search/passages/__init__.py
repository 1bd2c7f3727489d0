"""Passages: the authors' own text, cut at its paragraphs, and where words stand in it.

Comes in: a store, questions. Goes out: records of the shape of a quotation's, of the kind "passage".
Their index is a cache beside the store, made when passages are first asked for and brought up to date
document by document; no command that does not ask for them opens it.
"""
