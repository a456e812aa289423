"""How long and how many: dated rules, with what holds where an instance has none."""

from datetime import date

from tinhso.kernel.law.public import rule_or


def longest_days(on: date) -> int:
    """Days of one delegation at most, both ends counted."""
    return int(rule_or("company.delegation_most_days", 365, on=on))


def most_open(on: date) -> int:
    """Delegations that one representative may have open at once."""
    return int(rule_or("company.delegations_most", 50, on=on))


def claim_identity_level(on: date) -> int:
    """The level of electronic identity by which somebody says that they represent a company; 0 asks for none."""
    return int(rule_or("company.claim_identity_level", 0, on=on))


def claim_days(on: date) -> int:
    """Days after which a claim that no desk confirmed is over."""
    return int(rule_or("company.claim_days", 30, on=on))


def keep_days(on: date) -> int:
    """Days for which ended representatives and delegations stay where no dossier was filed by them."""
    return int(rule_or("company.keep_days", 1825, on=on))
