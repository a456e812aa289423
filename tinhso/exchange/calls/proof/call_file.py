"""One call as a file that proves itself: `lib/exchange/proof/verify_call.py` checks it without this program (docs/exchange-proof.md)."""

import json
from base64 import b64encode
from dataclasses import asdict
from typing import Any

from tinhso.exchange.calls.proof.batches import body_of
from tinhso.exchange.models import CallBatch, ExchangeCall, IssuedPolicy
from tinhso.kernel.events.public import SignedProof, signed_proof_of, utc_text
from tinhso.lib import merkle
from tinhso.lib.exchange.proof.verify_call import FORMAT


def call_file(call: ExchangeCall) -> dict[str, Any] | None:
    """None while its batch waits for a seal, and for a row that lies in no batch. Some ten queries."""
    batch = CallBatch.objects.filter(pk=call.batch_id or 0).first()
    if batch is None or call.pk not in batch.call_ids:
        return None
    proof = signed_proof_of(batch.event)
    if proof is None:
        return None
    index = batch.call_ids.index(call.pk)
    return {
        "format": FORMAT,
        "row": json.loads(body_of(call)),
        "batch": {
            "number": batch.number,
            "count": batch.count,
            "index": index,
            "path": [step.hex() for step in merkle.proof(batch.tree, index)],
            "root": batch.root,
        },
        "policies": _policies(call),
        **_sealed(proof),
    }


def _sealed(proof: SignedProof) -> dict[str, Any]:
    event, signature, stamp = proof.event, proof.signature, proof.stamp
    return {
        "event": {
            "body": event.body,
            "count": event.count,
            "index": event.index,
            "path": list(event.path),
            "root": event.root,
        },
        "seals": [asdict(seal) for seal in proof.seals],
        "signature": signature
        and {
            "log": signature.log,
            "number": signature.number,
            "hash": signature.hash,
            "signed_at": utc_text(signature.signed_at),
            "public": signature.public,
            "signature": signature.signature,
        },
        "keys": [{"public": k.public, "previous": k.previous, "vouched": k.vouched} for k in proof.keys],
        "stamp": stamp and {"authority": stamp.authority, "token": b64encode(bytes(stamp.reply)).decode()},
    }


def _policies(call: ExchangeCall) -> list[dict[str, Any]]:
    """What was issued under the version by which the plane decided; the document itself names others' agreements."""
    columns = ("environment", "version", "document_hash", "key", "issued_at")
    rows = IssuedPolicy.objects.filter(version=call.policy).order_by("environment").values(*columns)
    return [row | {"issued_at": utc_text(row["issued_at"])} for row in rows]
