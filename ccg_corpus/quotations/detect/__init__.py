"""Where passages that may be quotations stand: between marks, displayed, in dialogues, tables, transcripts."""
