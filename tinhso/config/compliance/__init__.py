"""What the program says of itself for its own approval: the level dossier and the record of personal data."""
