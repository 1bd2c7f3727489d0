"""What comes from other programs, on the streams."""
