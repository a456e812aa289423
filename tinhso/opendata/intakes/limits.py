"""Limits of taking files in, in bytes and seconds; each is told where it is met."""

MOST_BYTES = 5 * 1024**3
"""Of one file, sent or fetched."""
PIECE = 4 * 1024**2
"""Of one request of an upload in pieces."""
PLAIN_FORM = 50 * 1024**2
"""Of a file in a plain form, without JavaScript: it has to come in one request."""
MOST_AT_ONCE = 5
"""Files of one dataset that are on their way at the same time."""
FETCH_SECONDS = 2 * 3600
READ_SECONDS = 2 * 3600
MOST_TRIES = 3
SILENT = 90
"""Seconds without a sign of life after which a reading counts as broken off."""
MEMORY = "1GB"
ADDRESS_SPACE = 4 * 1024**3
