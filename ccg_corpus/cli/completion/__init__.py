"""What may stand behind what is typed so far: the corpus asked, and the shells' own scripts."""
