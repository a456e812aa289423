"""Hash chains of X-Road (`http://cyber.ee/hashchain`): whether a signed or stamped result really covers the files that it should.

    python3 -m tinhso.lib.exchange.proof.xroad_chain RESULT.xml FOLDER NAME...

A step is the DER of SEQUENCE OF SingleDigest{digest, algorithm, transforms}; the result is the digest of the step that it names.
A step of one item is no exception: the rule of the builder that leaves it out is not one of the document.
"""

import base64
import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, canonicalize, fromstring

CHAIN, DSIG = "{http://cyber.ee/hashchain}", "{http://www.w3.org/2000/09/xmldsig#}"
ALGORITHMS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": hashlib.sha256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384": hashlib.sha384,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashlib.sha512,
}
PARTS = {
    "StepRef": {"DigestMethod"},
    "HashValue": {"DigestMethod", "DigestValue"},
    "DataRef": {"DigestMethod", "DigestValue", "Transforms"},
}
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
MOST_STEPS, MOST_BYTES = 10_000, 20_000_000
Digest = tuple[str, bytes]
"""The algorithm's name and the value."""


class ChainRefused(ValueError):
    """The reason: `malformed`, `reference` (no such file or step), `digest` (a file is another), `result`, `unused` (a file is not covered)."""


@dataclass
class _Verification:
    read: Callable[[str], bytes]
    inputs: Mapping[str, Digest | None]
    used: set[str] = field(default_factory=set)
    chains: dict[str, Element] = field(default_factory=dict)
    steps: int = 0

    def step(self, uri: str, chain: Element | None, depth: int = 0) -> bytes:
        """The DER of a step's digests."""
        self.steps += 1
        if self.steps > MOST_STEPS or depth > 100:
            raise ChainRefused("malformed")
        base, mark, name = uri.partition("#")
        if not mark or not name:
            raise ChainRefused("malformed")
        within = self._chain(base) if base else chain
        found = (
            [one for one in within.findall(f"{CHAIN}HashStep") if one.get("id") == name]
            if within is not None
            else []
        )
        if len(found) != 1 or within is None:
            raise ChainRefused("reference")
        return concatenated([self._value(one, within, depth) for one in found[0]])

    def _chain(self, uri: str) -> Element:
        if uri not in self.chains:
            self.chains[uri] = _root(self.read(uri), "HashChain")
        return self.chains[uri]

    def _value(self, one: Element, chain: Element, depth: int) -> Digest:
        algorithm = _algorithm(one, chain)
        if set(map(_tag, one)) - PARTS.get(one.tag.removeprefix(CHAIN), set()):
            raise ChainRefused("malformed")
        if one.tag == f"{CHAIN}HashValue":
            return algorithm, _digest_value(one)
        if one.tag == f"{CHAIN}StepRef":
            return algorithm, digest(algorithm, self.step(one.get("URI", ""), chain, depth + 1))
        if one.tag == f"{CHAIN}DataRef":
            return self._data(one, algorithm)
        raise ChainRefused("malformed")

    def _data(self, one: Element, algorithm: str) -> Digest:
        uri = one.get("URI", "")
        self.used.add(uri)
        known = self.inputs.get(uri)
        if known and known[0] == algorithm:
            return known
        transforms = one.find(f"{DSIG}Transforms")
        content = self.read(uri) if transforms is None else _transformed(self.read(uri), transforms)
        if digest(algorithm, content) != _digest_value(one):
            raise ChainRefused("digest")
        return algorithm, _digest_value(one)


def verify_chain(result: bytes, *, read: Callable[[str], bytes], inputs: Mapping[str, Digest | None]) -> None:
    """`read` gives a file that a chain names, or KeyError; `inputs` are the files that it has to cover, with their digest where
    it is known. ChainRefused."""
    root, run = _root(result, "HashChainResult"), _Verification(read, inputs)
    try:
        data = run.step(root.get("URI", ""), None)
    except KeyError as error:
        raise ChainRefused("reference") from error
    if digest(_algorithm(root, None), data) != _digest_value(root):
        raise ChainRefused("result")
    if set(inputs) - run.used:
        raise ChainRefused("unused")


def digest(algorithm: str, data: bytes) -> bytes:
    return ALGORITHMS[algorithm](data).digest()


def concatenated(digests: Sequence[Digest]) -> bytes:
    """DER of SEQUENCE OF SEQUENCE { OCTET STRING, UTF8String, SEQUENCE {} }."""
    one_by_one = (
        _der(0x30, _der(0x04, value) + _der(0x0C, name.encode()) + _der(0x30, b"")) for name, value in digests
    )
    return _der(0x30, b"".join(one_by_one))


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _root(data: bytes, name: str) -> Element:
    root = _parsed(data)
    if root.tag != f"{CHAIN}{name}":
        raise ChainRefused("malformed")
    return root


def _parsed(data: bytes) -> Element:
    # A NUL byte is UTF-16, in which a DOCTYPE would not be seen by its bytes.
    if len(data) > MOST_BYTES or any(mark in data for mark in (b"<!DOCTYPE", b"<!ENTITY", b"\0")):
        raise ChainRefused("malformed")
    try:
        return fromstring(data)  # noqa: S314 - no document type, so no entity
    except (ParseError, ValueError, LookupError) as error:
        raise ChainRefused("malformed") from error


def _tag(one: Element) -> str:
    """Of XML signatures without its namespace; another's stays as it is."""
    return one.tag.removeprefix(DSIG)


def _transformed(data: bytes, transforms: Element) -> bytes:
    """Canonical XML 1.0 alone, and only of what names no namespace: there the standard library's 2.0 gives the same bytes."""
    if [one.get("Algorithm") for one in transforms] != [C14N] or b"xmlns" in data:
        raise ChainRefused("malformed")
    _parsed(data)
    try:
        return canonicalize(data.decode()).encode()
    except ValueError as error:
        raise ChainRefused("malformed") from error


def _algorithm(one: Element, chain: Element | None) -> str:
    method = one.find(f"{DSIG}DigestMethod")
    if method is None and chain is not None:
        method = chain.find(f"{CHAIN}DefaultDigestMethod")
    name = method.get("Algorithm", "") if method is not None else ""
    if name not in ALGORITHMS:
        raise ChainRefused("malformed")
    return name


def _digest_value(one: Element) -> bytes:
    try:
        return base64.b64decode("".join((one.findtext(f"{DSIG}DigestValue") or "").split()), validate=True)
    except ValueError as error:
        raise ChainRefused("malformed") from error


def main(words: Sequence[str]) -> int:
    if len(words) < 3:  # a chain that has to cover nothing proves nothing
        sys.stderr.write(__doc__ or "")
        return 2
    folder = Path(words[1]).resolve()

    def read(uri: str) -> bytes:
        path = (folder / uri.lstrip("/")).resolve()
        if folder not in path.parents or not path.is_file():
            raise KeyError(uri)
        return path.read_bytes()

    try:
        verify_chain(Path(words[0]).read_bytes(), read=read, inputs=dict.fromkeys(words[2:]))
    except OSError as error:
        sys.stderr.write(f"{words[0]}: không đọc được ({error.strerror}) / cannot be read\n")
        return 2
    except ChainRefused as refused:
        sys.stdout.write(f"SAI: {refused}\n")
        return 1
    sys.stdout.write("ĐÚNG\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
