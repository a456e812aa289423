"""A sample of a file as it was read, for the person who sent it to compare with the lines of the file."""
