"""A small policy: B's system may read people of A, in April 2024."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tinhso.lib.exchange.operations import read_operation
from tinhso.lib.exchange.policy import (
    Maintenance,
    Policy,
    PolicyAgreement,
    PolicyKey,
    PolicyService,
    PolicySystem,
)
from tinhso.lib.exchange.public_keys import read_pem

NOW = datetime(2024, 4, 10, 2, tzinfo=UTC)
CALLER, PROVIDER, SERVICE = "GOV/so-b/mot-cua", "GOV/so-a/dan-cu", "GOV/so-a/dan-cu/tra-cuu"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = read_pem(PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())
KEY = PolicyKey(PUBLIC.id, PUBLIC.text, datetime(2024, 5, 1, tzinfo=UTC))
AGREEMENT = PolicyAgreement(
    code="CSDL-1",
    service=SERVICE,
    consumers=(CALLER,),
    operations=(read_operation("GET /people/{id}"),),
    per_second=2,
    per_day=3,
    concurrent=1,
    evidence=False,
    stopped=False,
    begins=date(2024, 4, 1),
    ends=date(2024, 5, 1),
)
OFFERED = PolicyService(SERVICE, "https://a.example.vn", True, "path", "id", None, None)
DOWN = Maintenance(datetime(2024, 4, 10, 1, tzinfo=UTC), datetime(2024, 4, 10, 3, tzinfo=UTC), "Nâng cấp")


def policy(version=1, *, agreements=(AGREEMENT,), service=OFFERED, stopped=(), instance="THANHHOA"):
    keys = {CALLER: (KEY,)}
    systems = tuple(
        PolicySystem(one, one in stopped, keys.get(one, ())) for one in (CALLER, PROVIDER, "COM/x/y")
    )
    return Policy(instance, version, NOW, systems, (service,), tuple(agreements))


def changed(**changes):
    return replace(AGREEMENT, **changes)
