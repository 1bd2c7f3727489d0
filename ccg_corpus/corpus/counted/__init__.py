"""How many quotations have which values: by one field, or by several together."""
