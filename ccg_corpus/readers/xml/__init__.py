"""Articles and texts in XML: JATS, NLM and BITS, TEI, files of several articles."""
