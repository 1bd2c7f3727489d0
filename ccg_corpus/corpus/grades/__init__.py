"""Answers in grades: all of what was asked, some of it, what is near it in meaning; and why.

`answer` puts what an engine found into grades, `reasons` says for a record what it was found by,
`more_like` asks for what is like a quotation.
"""
