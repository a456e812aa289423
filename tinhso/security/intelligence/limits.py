from tinhso.lib.scan_reports.limits import MEGABYTE

MOST_BYTES = 64 * MEGABYTE
MOST_WARNING_BYTES = 8 * MEGABYTE
MOST_FILES = 200
"""Of a feed of MISP: so many of its newest events at a time."""
