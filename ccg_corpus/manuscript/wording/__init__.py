"""The words of a quotation beside those of its source: `ladder` has the verdicts."""
