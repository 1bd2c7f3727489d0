"""Whether what lies in .ccg was written by us and by nobody since: a seal, and the key it is made with."""
