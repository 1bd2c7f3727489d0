"""What a word is, and what is called alike: folding, word families, names as keys, a cell for a spreadsheet."""
