"""What a recording may be: long enough for every everyday procedure, small enough for a phone on a slow line."""

from tinhso.kernel.files.public import MEGABYTE, Kind, UploadRules

MOST_MINUTES = 10
FEWEST_SECONDS = 5
MOST_BYTES = 10 * MEGABYTE
SOUNDS = frozenset({Kind.MP3, Kind.OGG, Kind.M4A})
RULES = UploadRules(SOUNDS, MOST_BYTES)
