"""Writes an E-ARK submission package as one ZIP, file by file: nothing is held whole but metadata.

The folder of the package holds METS.xml, metadata/descriptive, metadata/preservation/premis.xml, documentation and
representations/rep1 with a METS of its own and data/. Of schemas only our own goes along, not the
official ones.
"""

import hashlib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO

from tinhso.lib.archive.formats import XML, FormatFinder
from tinhso.lib.archive.mets import REPRESENTATION, Referred, representation_mets, root_mets
from tinhso.lib.archive.package import (
    Metadata,
    PackageBroken,
    PackageFacts,
    PackageParts,
    PackedFile,
    SourceFile,
)
from tinhso.lib.archive.premis import premis_of

DUBLIN_CORE = "dc.xml"


def write_package(out: IO[bytes], facts: PackageFacts, parts: PackageParts) -> list[PackedFile]:
    """The files of the representation as they were written. Raises: PackageBroken."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
        put = _Putting(packed, facts)
        data = [put.file(f"{REPRESENTATION}/data/{one.name}", one) for one in parts.files]
        inner = [_below(one, f"{REPRESENTATION}/") for one in data]
        rep = put.content(f"{REPRESENTATION}/METS.xml", representation_mets(facts, inner))
        described = [_described(put, one) for one in parts.descriptions]
        shown = [put.file(f"documentation/{one.name}", one) for one in parts.documentation]
        rules = [put.content(f"schemas/{one.name}", one.content) for one in parts.schemas]
        proof = put.content("metadata/preservation/premis.xml", premis_of(facts, data))
        root = root_mets(
            facts,
            descriptions=described,
            preservation=Referred(proof, "PREMIS"),
            documentation=shown,
            schemas=rules,
            representation=rep,
        )
        put.content("METS.xml", root)
    return data


def _described(put: "_Putting", one: Metadata) -> Referred:
    file = put.content(f"metadata/descriptive/{one.name}", one.content)
    return Referred(file, "DC") if one.name == DUBLIN_CORE else Referred(file, "OTHER", one.name)


def _below(one: PackedFile, folder: str) -> PackedFile:
    return PackedFile(one.path.removeprefix(folder), one.title, one.size, one.sha256, one.format)


class _Putting:
    """The open ZIP, in whose one folder everything is put."""

    def __init__(self, packed: zipfile.ZipFile, facts: PackageFacts) -> None:
        self.packed, self.facts = packed, facts

    def content(self, path: str, content: bytes) -> PackedFile:
        self._write(path, [content])
        return PackedFile(path, "", len(content), hashlib.sha256(content).hexdigest(), XML)

    def file(self, path: str, source: SourceFile) -> PackedFile:
        finder, digest, size = FormatFinder(source.name), hashlib.sha256(), 0

        def read() -> Iterable[bytes]:
            nonlocal size
            for piece in source.pieces:
                finder.read(piece)
                digest.update(piece)
                size += len(piece)
                yield piece

        self._write(path, read())
        found = digest.hexdigest()
        if source.sha256 not in ("", found):
            raise PackageBroken(source.name)
        return PackedFile(path, source.title, size, found, finder.found())

    def _write(self, path: str, pieces: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(f"{self.facts.code}/{path}", _stamp(self.facts.created))
        info.compress_type = zipfile.ZIP_DEFLATED
        with self.packed.open(info, "w", force_zip64=True) as target:
            for piece in pieces:
                target.write(piece)


def _stamp(at: datetime) -> tuple[int, int, int, int, int, int]:
    return (at.year, at.month, at.day, at.hour, at.minute, at.second)
