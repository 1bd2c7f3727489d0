"""The command line: Typer and the terminal live here and nowhere else. Nobody imports it."""
