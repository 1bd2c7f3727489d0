"""REFI-QDA, the format in which QDA programs hand each other projects (.qdpx) and codebooks (.qdc)."""
