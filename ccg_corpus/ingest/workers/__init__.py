"""Processes that read files for a run: what is sent to them, what comes back, when they are stopped."""
