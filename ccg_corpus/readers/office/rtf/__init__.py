"""RTF: groups and fonts in, blocks out."""
