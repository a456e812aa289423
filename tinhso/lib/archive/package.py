"""What an archive package (E-ARK SIP) is made of, without how it is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tinhso.lib.archive.formats import FileFormat


class PackageBroken(ValueError):
    """The bytes of a file are not those that were stored; the text is its name."""


@dataclass(frozen=True)
class Party:
    """An organisation by its name and identity code."""

    name: str
    code: str


@dataclass(frozen=True)
class SourceFile:
    """One file that goes into the package; `sha256` is what its bytes are known by, "" of what was made now."""

    name: str
    title: str
    pieces: Iterator[bytes]
    sha256: str = ""


@dataclass(frozen=True)
class PackageFacts:
    """`code` names the package for ever and is a name of a folder; `tools` is program and version."""

    code: str
    title: str
    created: datetime
    sender: Party
    description: str
    dated: str
    tools: tuple[str, str]


@dataclass(frozen=True)
class PackedFile:
    """A file as it stands in the package: its path below the folder that METS names, its bytes, its format."""

    path: str
    title: str
    size: int
    sha256: str
    format: FileFormat


@dataclass(frozen=True)
class Metadata:
    """A file of metadata that is put in whole."""

    name: str
    content: bytes


@dataclass(frozen=True)
class PackageParts:
    """Papers in their order; what describes them; documentation for readers; schemas of what is our own."""

    files: Iterator[SourceFile]
    descriptions: Sequence[Metadata] = ()
    documentation: Sequence[SourceFile] = ()
    schemas: Sequence[Metadata] = ()
