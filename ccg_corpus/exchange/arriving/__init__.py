"""What comes from other programs → decisions, codes and rows here, each checked against the corpus."""
