"""A question that was read → what is printed of its answer, where, and with which exit code."""
