"""Agreements in each of their states, as the cast of the exchange makes them."""

from uuid import uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.apply_for_agreement import apply_for_agreement
from tinhso.exchange.agreements.actions.appraise_agreement import appraise_agreement
from tinhso.exchange.agreements.actions.approve_agreement import approve_agreement
from tinhso.exchange.agreements.actions.object_to_agreement import object_to_agreement
from tinhso.exchange.agreements.terms import Quota, Terms
from tinhso.exchange.models import Agreement
from tinhso.lib.exchange.operations import Operation

QUOTA = Quota(per_second=5, per_day=1000, concurrent=2)
GET = Operation("GET", "/people/{id}")


def terms(town, **changes):
    given = {"kind": "specific", "service": town.service, "consumer": town.consumer, "group": None}
    given |= {"operations": (GET,), "legal_basis": "NĐ 47/2020", "purpose": "Điền sẵn tờ khai"}
    given |= {"fields": ("name",), "quota": QUOTA, "evidence": False}
    return Terms(**given | {"begins": town.begins, "ends": town.ends} | changes)


def applied(town, who="hoa", key=None, **changes):
    return apply_for_agreement(
        terms=terms(town, **changes), client_key=key or uuid4(), by=town.actor(who), now=NOW
    )


def appraised(town, who="hoa", **changes):
    one = applied(town, who, **changes)
    appraise_agreement(agreement=one, ver=one.case.ver, by=town.actor("dao"), now=NOW)
    return one


def approved(town, who="hoa", **changes):
    one = appraised(town, who, **changes)
    approve_agreement(agreement=one, ver=one.case.ver, by=town.actor("chi"), now=NOW)
    return one


def objected(town):
    one = applied(town)
    ground = Agreement.Objection.SCOPE
    object_to_agreement(
        agreement=one, ver=one.case.ver, ground=ground, text="Quá rộng", by=town.actor("dao"), now=NOW
    )
    return one
