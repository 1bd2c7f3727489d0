"""What the commands on manuscripts print."""
