"""Messages as nobody should send them: our own, damaged in the ways in which bytes and programs go wrong."""

import re
from copy import deepcopy
from random import Random
from xml.etree import ElementTree

from tinhso.lib.edxml.messages import Status
from tinhso.lib.edxml.tests.makers import DOCUMENTS, status
from tinhso.lib.edxml.writer import write_document, write_status

WORDS = [
    b"<edXML:To>", b"</edXML:To>", b"<", b">", b"&", b"&amp;", b"&x;", b"&#0;", b"&#x10FFFF;", b"]]>", b"<![CDATA[",
    b"<!--", b"<?xml version='1.0'?>", b'<!DOCTYPE edXML [<!ENTITY a "a">]>', b'<!ENTITY b SYSTEM "file:///etc/passwd">',
    b"xmlns='urn:other'", b"xlink:href='cid:1'", b"<edXML:Bussiness/>", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"1212",
    b"<a>" * 50, b"A" * 5000, b"PK\x03\x04", b"<ResponseFor/>", "ỡ".encode()[:2],
]  # fmt: skip
TAG = re.compile(rb"<[^<>]{1,80}>")


def sources() -> list[bytes]:
    documents = [write_document(one, zipped=zipped) for one in DOCUMENTS for zipped in (True, False)]
    return documents + [write_status(status(one)) for one in Status]


def mutated(source: bytes, seed: int) -> bytes:
    """The same for the same seed, one to five faults: in every second message of bytes, in the others of elements."""
    chance = Random(seed)  # noqa: S311 - it chooses faults
    return _of_bytes(source, chance) if chance.random() < 0.5 else _of_elements(source, chance)


def _of_elements(source: bytes, chance: Random) -> bytes:
    """Well-formed still: elements doubled, moved, renamed, lost, or with another text."""
    root = ElementTree.fromstring(source)  # noqa: S314 - our own message
    for _ in range(chance.randint(1, 5)):
        found = list(root.iter())
        one, other = chance.choice(found), chance.choice(found)
        match chance.randrange(5):
            case 0:
                other.append(deepcopy(one))
            case 1:
                one.text = chance.choice(TEXTS)
            case 2:
                one.tag = chance.choice([other.tag, "x", "{urn:other}Subject"])
            case 3:
                one[:] = sorted(one, key=lambda _: chance.random())
            case _ if len(one):
                one.remove(chance.choice(one))
    return bytes(ElementTree.tostring(root, "utf-8"))


TEXTS = [
    "",
    "x" * 600,
    "x" * 4001,
    "-1",
    "99999999",
    "0",
    "7",
    "2024/02/30",
    "08/03/2024",
    "a b",
    "\u1ee1",
    "UEsDBA==",
    "@",
    "cid:",
]


def _of_bytes(source: bytes, chance: Random) -> bytes:
    content = bytearray(source)
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(content) + 1)
        match chance.randrange(8):
            case 0:
                del content[place : place + chance.randint(1, 200)]
            case 1:
                content[place:place] = chance.choice(WORDS)
            case 2:
                content[place : place + 1] = bytes([chance.randrange(256)])
            case 3:
                del content[place:]
            case 4:
                piece = content[place : place + chance.randint(1, 400)]
                content[place:place] = piece * chance.randint(1, 4)
            case 5:
                tags = list(TAG.finditer(content))
                if tags:
                    tag = chance.choice(tags)
                    del content[tag.start() : tag.end()]
            case 6:
                tags = list(TAG.finditer(content))
                if tags:
                    tag = chance.choice(tags)
                    content[tag.start() : tag.end()] = chance.choice(tags).group()
            case _:
                content = bytearray(content.replace(*chance.choice(SWAPS)))
    return bytes(content)


SWAPS = [
    (b"edXML:", b""), (b"edXML:", b"e:"), (b"xmlns=", b"xmlnz="), (b"2024", b"20240000000"), (b"/", b"\\"),
    (b'encoding="UTF-8"', b'encoding="UTF-16"'), (b'encoding="UTF-8"', b'encoding="windows-1258"'),
    (b'encoding="UTF-8"', b'encoding="x-none"'), (b"UEsDB", b"UEsDC"), (b"=", b""), (b"Bussiness", b"Business"),
]  # fmt: skip
