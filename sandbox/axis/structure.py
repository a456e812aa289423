"""SANDBOX: what the axis looks at before it takes a message: prefixes, order, and the limits of each field."""

import re
from xml.parsers import expat

from tinhso.lib.edxml.limits import EdxmlRefused
from tinhso.lib.edxml.messages import Message
from tinhso.lib.edxml.reader import read_message

HEADER = (
    "From", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType", "Subject", "Content", "SignerInfo", "DueDate",
    "OtherInfo", "ResponseFor", "SteeringType", "ToPlaces", "ResponseForTask", "StaffInfo", "StatusCode", "Description",
    "Timestamp",
)  # fmt: skip
UNPREFIXED = {"edXML", "AttachmentEncoded", "Attachment"}
SIGNATURE = re.compile(rb"<Signature\b.*?</Signature>", re.S)


def checked(content: bytes) -> Message:
    """The message as the axis would hand it on. Raises: EdxmlRefused."""
    if not content.startswith(b"<?xml"):
        raise EdxmlRefused("M.edXML")
    names = _names(SIGNATURE.sub(b"", content))
    if problems := [*_prefixes(names), *_order(names)]:
        raise EdxmlRefused(*problems)
    read = read_message(content)
    if read.problems:
        raise EdxmlRefused(*read.problems)
    return read.message


def _names(content: bytes) -> list[tuple[str, ...]]:
    """The path of each element, with its prefix."""
    paths: list[tuple[str, ...]] = []
    open_: list[str] = []
    parser = expat.ParserCreate()

    def start(name: str, _attributes: dict[str, str]) -> None:
        open_.append(name)
        paths.append(tuple(open_))

    def doctype(*_: object) -> None:
        raise EdxmlRefused("M.DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_.pop()
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise EdxmlRefused("M.edXML") from error
    return paths


def _prefixes(names: list[tuple[str, ...]]) -> list[str]:
    wrong = [
        path[-1]
        for path in names
        if "edXML:edXMLEnvelope" in path and not path[-1].startswith("edXML:")
        or path[-1].removeprefix("edXML:") in UNPREFIXED and ":" in path[-1]
    ]  # fmt: skip
    if not names or names[0] != ("edXML",) or ("edXML", "edXML:edXMLEnvelope") not in names:
        wrong.append("edXML")
    return [f"M.{name}" for name in wrong]


def _order(names: list[tuple[str, ...]]) -> list[str]:
    of_header = [
        path[-1].removeprefix("edXML:")
        for path in names
        if len(path) == 5 and path[-2].endswith("MessageHeader")
    ]
    places = [HEADER.index(name) if name in HEADER else -1 for name in of_header]
    return [] if places == sorted(places) and -1 not in places else ["M.MessageHeader"]
