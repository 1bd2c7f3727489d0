"""Word processors: DOCX, ODT and RTF, and what paragraphs of all three show by style, number and symbol."""
