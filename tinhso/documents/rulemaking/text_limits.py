"""How long what is written about a draft may be, in characters: forms say it beside the field, deeds refuse what is longer."""

MOST_SUMMARY = 4000
MOST_COMMENT = 4000
MOST_QUOTE = 500
MOST_ORGANISATION = 200
MOST_ANSWER = 4000
