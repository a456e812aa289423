"""The name that a person gave to a file, made safe to keep, to show and to hand back."""

import re
import unicodedata

LONGEST = 120
HARMLESS = re.compile(r"[^\w .,()\[\]+&'=@#%-]")


def clean_name(name: str) -> str:
    """NFC, no folder, no control or direction marks, at most 120 characters with the extension kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    tidy = " ".join(HARMLESS.sub("_", visible).split()).strip(". ")
    if len(tidy) > LONGEST:
        stem, dot, extension = tidy.rpartition(".")
        tidy = (
            f"{stem[: LONGEST - 1 - len(extension)]}.{extension}"
            if dot and len(extension) < 8
            else tidy[:LONGEST]
        )
    return tidy or "tep"


def extension_of(name: str) -> str:
    """The last extension in small letters without its dot; empty if there is none."""
    _, dot, extension = name.rpartition(".")
    return extension.lower() if dot else ""
