"""How large a report may be that is sent in."""

MOST_BYTES = 64_000_000
