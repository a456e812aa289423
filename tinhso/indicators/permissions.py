"""Who sees what of figures."""

from tinhso.indicators.definition import Definition
from tinhso.kernel.events.public import Actor


def can_see(definition: Definition, by: Actor) -> bool:
    """Public figures everybody; the rest officers."""
    return definition.public or by.is_officer


def sees_small_counts(by: Actor) -> bool:
    """Officers work with whole tables; the public is not shown counts that may point at somebody."""
    return by.is_officer
