"""A policy as a signed document, and the rule by which a plane takes the next one: signed, of its instance, and newer."""

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tinhso.lib.exchange.canonical import NotCanonical, canonical, read_canonical
from tinhso.lib.exchange.policy import Policy, PolicyRefused, as_json, read_policy

Keys = Mapping[str, Ed25519PublicKey]
PURPOSE = b"tinhso.exchange.policy/1\0"
"""Stands before what is signed: a signature that the same key gave for something else is none of a policy."""


def sign_policy(policy: Policy, *, key_id: str, key: Ed25519PrivateKey) -> bytes:
    """The document: the policy, the name of the key, the signature."""
    value = as_json(policy)
    read_policy(value)
    signature = key.sign(PURPOSE + canonical(value))
    return canonical({"policy": value, "key": key_id, "signature": b64encode(signature).decode()})


def open_policy(document: bytes, *, keys: Keys) -> Policy:
    """The policy of a document that one of these keys signed. PolicyRefused."""
    try:
        given = read_canonical(document)
    except NotCanonical as error:
        raise PolicyRefused("not_canonical") from error
    if not isinstance(given, dict) or set(given) != {"policy", "key", "signature"}:
        raise PolicyRefused("unsigned")
    _check_signature(given, keys)
    return read_policy(given["policy"])


def _check_signature(given: Mapping[str, Any], keys: Keys) -> None:
    key = keys.get(given["key"]) if isinstance(given["key"], str) else None
    if key is None:
        raise PolicyRefused("unknown_key")
    try:
        signature = b64decode(given["signature"], validate=True)
        key.verify(signature, PURPOSE + canonical(given["policy"]))
    except (InvalidSignature, ValueError, TypeError) as error:
        raise PolicyRefused("signature") from error


def next_policy(document: bytes, *, keys: Keys, present: Policy | None, instance: str) -> Policy:
    """What the plane serves on from now: newer than what it has, of its own instance. PolicyRefused."""
    found = open_policy(document, keys=keys)
    if found.instance != instance:
        raise PolicyRefused("instance")
    if present is not None and found.version <= present.version:
        raise PolicyRefused("older")
    return found


def keep_document(document: bytes, path: Path) -> None:
    """The last good document on disk, whole or as it was: a plane that starts without its control plane reads it."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with beside.open("wb") as file:
        file.write(document)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
