"""The accounts into which agencies collect fees, for who asks whether an account is the province's."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.site.own_contact import OwnContact
from tinhso.onestop.models import CollectionAccount


def accounts_own(kind: str, value: str, day: date) -> list[OwnContact]:
    """One query."""
    if kind != "account":
        return []
    rows = CollectionAccount.objects.filter(number=value, valid__contains=day).order_by("pk")
    return [
        OwnContact(one.holder, _("Tài khoản thu phí, lệ phí tại %(bank)s") % {"bank": one.bank_name})
        for one in rows
    ]
