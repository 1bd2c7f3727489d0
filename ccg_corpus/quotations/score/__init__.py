"""How sure a candidate is somebody's words, and of which kind: named signs, and their weights."""
