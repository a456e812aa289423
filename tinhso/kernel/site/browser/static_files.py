"""How static files are served: named by their digest, compressed, style sheets without what only their authors read."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'("[^"]*")')


def slim(sheet: str) -> str:
    """The same rules without comments, indents and line ends. Strings stay as they are; the space before a colon too,
    which tells `a :hover` from `a:hover`."""
    parts = STRING.split(COMMENT.sub("", sheet))
    return "".join(part if part.startswith('"') else _squeezed(part) for part in parts).strip()


def _squeezed(rules: str) -> str:
    short = re.sub(r"\s+", " ", rules)
    short = re.sub(r" ?([{};>]) ?", r"\1", short)
    short = re.sub(r" ([+~]) (?=[^{};()]*\{)", r"\1", short)  # of selectors; a sum needs its spaces
    return re.sub(r"([:,]) ", r"\1", short).replace(";}", "}")


class _Slim:
    """A storage whose style sheets are opened slim; all else is asked of the one behind it."""

    def __init__(self, behind: Any) -> None:
        self.behind = behind

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)

    def open(self, name: str, mode: str = "rb") -> "File[Any]":
        with self.behind.open(name, mode) as file:
            return ContentFile(slim(file.read().decode()).encode(), name)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """That of WhiteNoise, over slim style sheets."""

    def post_process(self, paths: dict[str, tuple[Any, str]], *args: Any, **words: Any) -> Iterable[Any]:
        slimmed = {
            name: (_Slim(storage) if name.endswith(".css") else storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(slimmed, *args, **words)
