"""From quotations to a synthesis: matrices, comparisons, voices. Plain values and functions.

Comes in: a corpus and a query. Goes out: values that renderers and reports show. Nothing is judged and
nothing is printed here.
"""
