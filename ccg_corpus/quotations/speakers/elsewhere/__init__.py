"""Who speaks, told elsewhere than beside the words: in prose, in a table, in a heading, of a group."""
