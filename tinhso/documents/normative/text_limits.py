"""How long what is written about a normative document may be, in characters."""

MOST_TEXT = 4000
MOST_REFERENCE = 200
MOST_REASON, MOST_DECISION = 1000, 200
MOST_TITLE = 300
MOST_CLAUSE, MOST_TEXT_CHANGES = 200, 300
