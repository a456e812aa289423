"""COPY writer of calls, for the demo and import; nothing hears of them."""

from collections.abc import Sequence

from tinhso.exchange.data_uses.person_uses import word_of
from tinhso.exchange.models import ExchangeCall
from tinhso.exchange.registry.instance import instance_code
from tinhso.kernel.site.public import copy_rows

__all__ = ["ExchangeCall", "copy_calls", "instance_code", "word_of"]


def copy_calls(calls: Sequence[ExchangeCall]) -> int:
    """Write them in the caller's transaction; how many."""
    copy_rows(list(calls))
    return len(calls)
