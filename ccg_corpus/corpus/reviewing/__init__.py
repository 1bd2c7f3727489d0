"""What reviewers decided, as a corpus is asked for it, and decisions made on it."""
