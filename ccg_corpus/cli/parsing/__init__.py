"""What was typed → the call it means: options declared once, read with or without Typer."""
