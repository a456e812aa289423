"""Hash chains of X-Road by its rules: own small documents, and its published ones where XROAD_HASH_CHAINS says where they lie.

Its published ones are `src/common/common-message/src/test/resources/hc-verifier*` of the sources of X-Road.
"""

import base64
import hashlib
import os
from pathlib import Path

import pytest

from tinhso.lib.exchange.proof.xroad_chain import ChainRefused, concatenated, digest, main, verify_chain

SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SHA512 = "http://www.w3.org/2001/04/xmlenc#sha512"
NAMES = 'xmlns:c="http://cyber.ee/hashchain" xmlns="http://www.w3.org/2000/09/xmldsig#"'
MESSAGE = b"<message>tin</message>"


def text(value):
    return f"<DigestValue>{base64.b64encode(value).decode()}</DigestValue>"


def sha(data):
    return hashlib.sha256(data).digest()


def document(steps, algorithm=SHA256):
    method = f'<c:DefaultDigestMethod Algorithm="{algorithm}"/>'
    return f"<c:HashChain {NAMES}>{method}{steps}</c:HashChain>".encode()


def result(value, uri="/chain.xml#A"):
    return f'<c:HashChainResult URI="{uri}" {NAMES}><DigestMethod Algorithm="{SHA256}"/>{text(value)}</c:HashChainResult>'.encode()


INNER = concatenated([(SHA256, sha(b"other")), (SHA256, sha(MESSAGE))])
OUTER = concatenated([(SHA256, sha(INNER)), (SHA256, sha(b"third"))])
STEP_A = (
    f'<c:HashStep id="A"><c:StepRef URI="#B"/><c:HashValue>{text(sha(b"third"))}</c:HashValue></c:HashStep>'
)
STEP_B = f'<c:HashStep id="B"><c:HashValue>{text(sha(b"other"))}</c:HashValue><c:DataRef URI="/message.xml">{text(sha(MESSAGE))}</c:DataRef></c:HashStep>'
FILES = {"/chain.xml": document(STEP_A + STEP_B), "/message.xml": MESSAGE}
RESULT = result(sha(OUTER))


def verified(given=RESULT, files=None, inputs=("/message.xml",)):
    read = (FILES | (files or {})).__getitem__
    verify_chain(given, read=read, inputs=inputs if isinstance(inputs, dict) else dict.fromkeys(inputs))


def test_der_is_that_of_the_document_byte_by_byte():
    made = concatenated([(SHA256, b"\1" * 32)])
    inner = b"\x04\x20" + b"\1" * 32 + b"\x0c\x27" + SHA256.encode() + b"\x30\x00"
    assert made == b"\x30\x4f\x30\x4d" + inner
    assert concatenated([(SHA256, b"\1" * 32)] * 2)[:3] == b"\x30\x81\x9e"


def test_a_chain_covers_its_files_also_over_two_documents_and_with_another_algorithm():
    verified()
    verified(inputs={"/message.xml": (SHA256, sha(MESSAGE))}, files={"/message.xml": b"not read"})
    split = STEP_A.replace("#B", "/two.xml#B")
    verified(files={"/chain.xml": document(split), "/two.xml": document(STEP_B)})
    stronger = STEP_B.replace("<c:DataRef", "<c:DataRef").replace(
        f'"/message.xml">{text(sha(MESSAGE))}',
        f'"/message.xml"><DigestMethod Algorithm="{SHA512}"/>{text(digest(SHA512, MESSAGE))}',
    )
    inner = concatenated([(SHA256, sha(b"other")), (SHA512, digest(SHA512, MESSAGE))])
    outer = concatenated([(SHA256, sha(inner)), (SHA256, sha(b"third"))])
    verified(result(sha(outer)), files={"/chain.xml": document(STEP_A + stronger)})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"files": {"/message.xml": MESSAGE + b" "}}, "digest"),
        ({"inputs": {"/message.xml": (SHA256, sha(b"another"))}}, "result"),
        ({"given": result(sha(INNER))}, "result"),
        ({"given": result(sha(INNER), "/chain.xml#B"), "inputs": ("/message.xml", "/attachment1")}, "unused"),
        ({"given": result(sha(OUTER), "/chain.xml#C")}, "reference"),
        ({"given": result(sha(OUTER), "/none.xml#A")}, "reference"),
        ({"given": result(sha(OUTER), "/chain.xml")}, "malformed"),
        ({"given": result(sha(OUTER), "/chain.xml#")}, "malformed"),
        ({"given": b"<x/>"}, "malformed"),
        ({"given": b"<x"}, "malformed"),
        ({"given": b"<!DOCTYPE x>" + RESULT}, "malformed"),
        ({"given": RESULT.decode().encode("utf-16")}, "malformed"),
        ({"files": {"/chain.xml": RESULT}}, "malformed"),
        ({"files": {"/chain.xml": document(STEP_A + STEP_B, "http://www.w3.org/2000/09/xmldsig#sha1")}}, "malformed"),
        ({"files": {"/chain.xml": document(STEP_A + STEP_A + STEP_B)}}, "reference"),
        ({"files": {"/chain.xml": document(STEP_A.replace("#B", "#A"))}}, "malformed"),
        ({"files": {"/chain.xml": document(STEP_A + STEP_B.replace("HashValue", "Other"))}}, "malformed"),
        ({"files": {"/chain.xml": document(STEP_A + STEP_B.replace('"/message.xml">', '"/message.xml"><Transforms/>'))}}, "malformed"),
        ({"files": {"/chain.xml": document(STEP_A.replace(text(sha(b"third")), "<DigestValue>*</DigestValue>") + STEP_B)}}, "malformed"),
    ],
)  # fmt: skip
def test_what_does_not_cover_them_is_refused(changes, reason):
    with pytest.raises(ChainRefused) as refused:
        verified(**changes)
    assert str(refused.value) == reason


def test_the_command_reads_a_folder_and_leaves_it_for_nothing(tmp_path, capsys):
    for name, content in (FILES | {"/result.xml": RESULT}).items():
        (tmp_path / name[1:]).write_bytes(content)
    words = [str(tmp_path / "result.xml"), str(tmp_path)]
    assert main([*words, "/message.xml"]) == 0
    (tmp_path / "message.xml").write_bytes(b"x")
    assert main([*words, "/message.xml"]) == 1 and "SAI: digest" in capsys.readouterr().out
    (tmp_path / "result.xml").write_bytes(result(sha(OUTER), "/../../etc/passwd#A"))
    assert main([*words, "/message.xml"]) == 1 and "reference" in capsys.readouterr().out
    assert main([]) == main(words) == 2  # what has to cover nothing proves nothing
    assert main([str(tmp_path / "none.xml"), str(tmp_path), "/message.xml"]) == 2
    assert "none.xml" in capsys.readouterr().err


PUBLISHED = [
    ("1", "1", {"/message.xml": None}, ""),
    ("1", "1", {"/message.xml": None, "/unused1": None}, "unused"),
    ("1", "1", {"/message.xml": (SHA256, sha(b"another"))}, "result"),
    ("2", "2", {n: (SHA256, bytes([11 + i])) for i, n in enumerate(("/message.xml", "/attachment1", "/attachment2", "/attachment3"))}, ""),
    ("4", "4", {"/message.xml": None}, ""),
    ("3", "3", {"/message.xml": None}, ""),
    ("3", "3-invalid", {"/message.xml": None}, "digest"),
    ("3", "5", {"/message.xml": None}, "malformed"),
]  # fmt: skip


@pytest.mark.skipif(
    "XROAD_HASH_CHAINS" not in os.environ, reason="XROAD_HASH_CHAINS: folder of X-Road's hc-verifier files"
)
@pytest.mark.parametrize(("given", "chain", "inputs", "reason"), PUBLISHED)
def test_the_published_documents_of_xroad_verify(given, chain, inputs, reason):
    folder = Path(os.environ["XROAD_HASH_CHAINS"])
    names = {
        "/hashchain2.xml": "hc-verifier4-hashchain2.xml",
        "/message.xml": f"hc-verifier{given}-message.xml",
    }
    names["/hashchain.xml"] = {"4": "hc-verifier4-hashchain1.xml", "5": "hc-verifier5-hashchain-invalid-schema.xml", "3-invalid": "hc-verifier3-hashchain-invalid.xml"}.get(chain, f"hc-verifier{chain}-hashchain.xml")  # fmt: skip

    def read(uri):
        return (folder / names[uri]).read_bytes()

    words = ""
    try:
        verify_chain(
            (folder / f"hc-verifier{given}-hashchainresult.xml").read_bytes(), read=read, inputs=inputs
        )
    except ChainRefused as refused:
        words = str(refused)
    assert words == reason
