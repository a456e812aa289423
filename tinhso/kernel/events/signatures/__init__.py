"""Signatures of heads: what a superuser of the database, who has no key, cannot compute anew."""
