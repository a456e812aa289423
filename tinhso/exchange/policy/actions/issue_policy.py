import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from django.db import connection, transaction
from django.utils import timezone

from tinhso.exchange.models import IssuedPolicy, ServiceAddress
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.policy.compiling import compile_policy
from tinhso.exchange.policy.events import PolicyIssued
from tinhso.exchange.policy.signer import signing_key
from tinhso.exchange.registry.instance import instance_code
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site import clock
from tinhso.lib.exchange.canonical import canonical
from tinhso.lib.exchange.policy import Policy, as_json
from tinhso.lib.exchange.signed_policy import sign_policy
from tinhso.lib.exchange.signing_key import key_id

LOCK = 0x74696E68  # one issue at a time, whichever worker
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@transaction.atomic
def issue_policy(*, environment: ServiceAddress.Environment, by: Actor, now: datetime) -> IssuedPolicy | None:
    """Compile, sign and keep the policy of this moment; None where it says the same by the same key. By the system.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    last = IssuedPolicy.objects.filter(environment=environment).first()
    policy = _compiled(environment, last, now)
    content, key = _content(policy), signing_key()
    name = key_id(key.public_key())
    if last and (last.content_hash, last.key) == (content, name):
        return None
    document = sign_policy(policy, key_id=name, key=key)
    issued = IssuedPolicy.objects.create(
        environment=environment,
        version=policy.version,
        document=document.decode(),
        content_hash=content,
        document_hash=hashlib.sha256(document).hexdigest(),
        key=name,
        issued_at=now,
    )
    event = PolicyIssued(
        environment=Code(environment.value), version=issued.version, digest=Code(issued.document_hash)
    )
    record(event, by=by, at=now)
    return issued


def _compiled(environment: ServiceAddress.Environment, last: IssuedPolicy | None, now: datetime) -> Policy:
    """Versions follow the real clock, so that one issued after a restore is newer than what planes have."""
    version = max(int(timezone.now().timestamp()), last.version + 1 if last else 0)
    instance = instance_code()
    offset = int(clock.offset().total_seconds())
    compiled = compile_policy(environment=environment, instance=instance, version=version, now=now)
    return replace(compiled, clock_offset=offset)


def _content(policy: Policy) -> str:
    plain = as_json(replace(policy, version=1, issued_at=BEGINNING))
    return hashlib.sha256(canonical(plain)).hexdigest()
