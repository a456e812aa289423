"""What is typed at the keyboard and what is answered there."""
