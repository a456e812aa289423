"""SANDBOX: the paragraphs of a DOCX as lines to type in, and back; everything else of the file stays as it came."""

import io
import zipfile
from copy import deepcopy

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PART = "word/document.xml"


def lines_of(content: bytes) -> list[str]:
    return ["".join(one.itertext(f"{WORD}t")) for one in _paragraphs(_tree(content))]


def with_lines(content: bytes, lines: list[str]) -> bytes:
    """The same file with these words; a line that holds line ends becomes several paragraphs of its kind."""
    root = _tree(content)
    for paragraph, line in zip(_paragraphs(root), lines, strict=False):
        if "".join(paragraph.itertext(f"{WORD}t")) != line:
            _write(paragraph, [part.strip() for part in line.splitlines()] or [""])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, body if name == PART else old.read(name))
    return out.getvalue()


def _tree(content: bytes):  # noqa: ANN202 - lxml brings no types
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(PART), parser)


def _paragraphs(root):  # noqa: ANN001, ANN202
    return list(root.iter(f"{WORD}p"))


def _write(paragraph, parts: list[str]) -> None:  # noqa: ANN001
    fresh = [deepcopy(paragraph) for _ in parts[1:]]
    for one, words in zip([paragraph, *fresh], parts, strict=True):
        texts = list(one.iter(f"{WORD}t"))
        if not texts:
            run = etree.SubElement(one, f"{WORD}r")
            texts = [etree.SubElement(run, f"{WORD}t")]
        texts[0].text = words
        for more in texts[1:]:
            more.text = ""
    for one in reversed(fresh):
        paragraph.addnext(one)
