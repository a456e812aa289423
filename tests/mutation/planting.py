"""A pytest plugin: loads one module with a fault in it, from a text beside the sources, which stay untouched.

`TINHSO_FAULT` names a JSON file `{"module": …, "path": …, "source": …}`.
"""

import importlib.abc
import importlib.machinery
import json
import os
import sys
from pathlib import Path
from types import CodeType


class Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, module: str, path: str, source: str) -> None:
        super().__init__(module, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec", dont_inherit=True)


class Finder(importlib.abc.MetaPathFinder):
    def __init__(self, module: str, path: str, source: str) -> None:
        self.module, self.path, self.source = module, path, source

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.module:
            return None
        loader = Loader(fullname, self.path, self.source)
        inside = [str(Path(self.path).parent)] if self.path.endswith("__init__.py") else None
        return importlib.machinery.ModuleSpec(
            fullname, loader, origin=self.path, is_package=inside is not None
        )


if where := os.environ.get("TINHSO_FAULT"):
    sys.meta_path.insert(0, Finder(**json.loads(Path(where).read_text())))
