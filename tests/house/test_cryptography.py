"""The inventory of cryptography, found by machine: an algorithm that nobody listed fails here, and so does a weak one."""

import ast
from collections import defaultdict

from tests.house.sources import ROOT, nodes, short, tree
from tests.house.test_dangerous_calls import calls, keyword_source, program

LIBRARIES = (
    "hashlib",
    "hmac",
    "ssl",
    "secrets",
    "cryptography",
    "jwt",
    "asn1crypto",
    "pyhanko",
    "pyhanko_certvalidator",
)
LIBRARIES += ("allauth.socialaccount.internal.jwtkit", "pywebpush", "py_vapid", "django.core.signing")
# What is taken from them, and the words by which docs/security.md tells of it.
INVENTORY = {
    "hashlib": ({"sha256", "sha384", "sha512", "file_digest"}, "SHA-512"),
    "cryptography": ({"x509"}, "RSA or ECDSA of a time stamp"),
    "hmac": ({"new", "digest", "compare_digest"}, "HMAC-SHA-256"),
    "secrets": (
        {"token_urlsafe", "token_hex", "randbits", "token_bytes", "randbelow", "choice"},
        "`secrets`",
    ),
    "ssl": (
        {
            "create_default_context",
            "SSLWantReadError",
            "SSLCertVerificationError",
            "SSLError",
            "SSLContext",
            "SSLSocket",
            "PROTOCOL_TLS_CLIENT",
            "CERT_NONE",
        },
        "TLS",
    ),
    "cryptography.fernet": ({"Fernet", "MultiFernet", "InvalidToken"}, "Fernet"),
    "cryptography.hazmat.primitives.asymmetric.ec": (
        {
            "SECP256R1",
            "EllipticCurvePublicKey",
            "EllipticCurvePrivateKey",
            "generate_private_key",
            "derive_private_key",
        },
        "P-256",
    ),
    "cryptography.hazmat.primitives.asymmetric.ed25519": (
        {"Ed25519PrivateKey", "Ed25519PublicKey"},
        "Ed25519",
    ),
}
# They carry keys, certificates and signatures of others and choose no algorithm here.
CARRIERS = ("cryptography.x509", "cryptography.exceptions", "cryptography.hazmat.primitives.serialization")
CARRIERS += ("asn1crypto", "pyhanko", "pyhanko_certvalidator", "django.core.signing", "pywebpush", "py_vapid")
CARRIERS += ("allauth.socialaccount.internal.jwtkit", "cryptography.hazmat.primitives")
WITH_ALGORITHM = {"hmac.new": "sha256", "hmac.digest": "sha256", "salted_hmac": "sha256"}


def names_used() -> dict[str, set[str]]:
    """Library -> names that the program takes from it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in program():
        for node in nodes(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module and ours(node.module):
                found[node.module] |= {one.name for one in node.names}
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and ours(node.value.id):
                found[node.value.id].add(node.attr)
    return found


def ours(module: str) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in LIBRARIES)


def test_every_algorithm_is_one_of_the_inventory():
    strange = {
        library: names - INVENTORY.get(library, (set(), ""))[0]
        for library, names in names_used().items()
        if not any(library == one or library.startswith(f"{one}.") for one in CARRIERS)
    }
    assert not {library: names for library, names in strange.items() if names}


def test_nothing_of_the_inventory_has_gone_and_the_page_tells_of_each():
    found, page = names_used(), (ROOT / "docs/security.md").read_text(encoding="utf-8")
    for library, (names, words) in INVENTORY.items():
        assert found[library] & names, library
        assert words in page, words


def test_a_keyed_hash_says_that_it_is_sha_256():
    """Django's own default is SHA-1."""
    weak, seen = [], 0
    for at, name, call in calls():
        if algorithm := WITH_ALGORITHM.get(name):
            seen += 1
            if algorithm not in keyword_source(call, "algorithm") + keyword_source(
                call, "digestmod"
            ) + "".join(map(ast.unparse, call.args[2:])):
                weak.append(f"{at} {name}")
    assert seen > 5 and not weak, weak


def test_files_are_digested_by_sha_256():
    weak = [
        f"{at}"
        for at, name, call in calls()
        if name.endswith("file_digest") and "sha256" not in ast.unparse(call)
    ]
    assert not weak and short(program()[0])
