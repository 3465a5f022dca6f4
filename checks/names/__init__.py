"""Names: finds the pupils of one register in texts; pure, text in, mentions out."""
