"""Whose words a candidate is: labels, the authors' sentences around it, what a document tells of its people."""
