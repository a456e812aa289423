"""The national database of procedures as it was on a day, and what its rows mean here. Pure Python."""
