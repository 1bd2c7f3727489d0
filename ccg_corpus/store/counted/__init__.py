"""How many records have which values: by SQL, or by columns written down where there are very many."""
