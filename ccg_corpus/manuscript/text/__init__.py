"""The manuscript's own text: where quotations stand in it, and the tags beside them."""
