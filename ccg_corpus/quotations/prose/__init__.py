"""What the authors' sentences say: who is named or silent, which cases they tell of, what is none.

In: the authors' words around quotations. Out: people, cases, or that nobody speaks.
"""
