"""A province that leaves takes everything along in open formats (`tinhso export`)."""
