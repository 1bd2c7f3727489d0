"""The query language once more, slow and obvious: what the engines are held to."""
