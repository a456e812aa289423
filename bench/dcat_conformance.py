"""Do catalogue and Croissant records conform? `python bench/dcat_conformance.py SHAPES.ttl http://127.0.0.1:8000 [mlcroissant]`

SHAPES.ttl is the official `dcat-ap-SHACL.ttl` of DCAT-AP 3.0.1 (SEMICeu/DCAT-AP, releases/3.0.1/shacl), fetched by whoever runs
this; "own" takes the condensed shapes of our tests. `mlcroissant` is the program of an environment of its own
(`pip install mlcroissant`, 240 MB). Needs a running server: `bin/demo`.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pyshacl import validate  # noqa: E402
from rdflib import Graph  # noqa: E402

from tinhso.opendata.catalogue.tests.dcat_shapes import shapes  # noqa: E402


def main(shapes_file: str, base: str, croissant: str = "") -> int:
    asked = shapes() if shapes_file == "own" else Graph().parse(shapes_file, format="turtle")
    bad = 0
    for kind, name in (("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")):
        graph = Graph().parse(data=read(f"{base}/dcat/catalog.{kind}"), format=name)
        conforms, _results, words = validate(graph, shacl_graph=asked)
        print(f"catalog.{kind}: {len(graph)} statements, {'conforms' if conforms else words}")  # noqa: T201
        bad += not conforms
    slugs = json.loads(read(f"{base}/api/3/action/package_list"))["result"]
    return bad + (records(base, slugs, croissant) if croissant else 0)


def records(base: str, slugs: list[str], program: str) -> int:
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for slug in slugs:
            path = Path(folder) / f"{slug}.json"
            path.write_bytes(read(f"{base}/du-lieu/{slug}/croissant.json"))
            done = subprocess.run(
                [program, "validate", "--jsonld", str(path)], capture_output=True, check=False
            )
            bad += bool(done.returncode)
            if done.returncode:
                print(slug, done.stderr.decode()[-2000:])  # noqa: T201
    print(f"croissant: {len(slugs) - bad} of {len(slugs)} records are valid")  # noqa: T201
    return bad


def read(address: str) -> bytes:
    with urlopen(address, timeout=60) as answer:  # noqa: S310 (the address is the caller's own)
        content: bytes = answer.read()
    return content


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
