"""Bills and statements in the shapes that tools write, of our making."""

import json
from typing import Any

CYCLONEDX: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "metadata": {
        "timestamp": "2024-02-01T08:00:00Z",
        "tools": {"components": [{"name": "syft", "version": "1.0"}]},
        "component": {"name": "cong-thong-tin", "version": "3"},
    },
    "components": [
        {
            "type": "library",
            "bom-ref": "a",
            "group": "org.apache.logging.log4j",
            "name": "log4j-core",
            "version": "2.14.1",
            "purl": "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar",
            "licenses": [{"license": {"id": "Apache-2.0"}}],
            "components": [
                {
                    "name": "Lodash",
                    "version": "4.17.20",
                    "purl": "pkg:NPM/Lodash@4.17.20",
                    "licenses": [{"expression": "MIT"}],
                }
            ],
        },
        {"type": "library", "name": "khong-purl", "version": "1"},
        {"type": "library", "name": "khong-purl", "version": "1"},
        {"type": "library", "name": "hong", "version": "1", "purl": "pkg:"},
        {"type": "library", "version": "1"},
        7,
    ],
}
CYCLONEDX_XML = """<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1"><metadata><timestamp>2024-02-01T08:00:00Z</timestamp>
<tools><components><component type="application"><name>syft</name><version>1.0</version></component></components></tools>
<component type="application"><name>cong-thong-tin</name><version>3</version></component></metadata><components>
<component type="library" bom-ref="a"><group>org.apache.logging.log4j</group><name>log4j-core</name><version>2.14.1</version>
<licenses><license><id>Apache-2.0</id></license></licenses>
<purl>pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar</purl>
<components><component type="library"><name>Lodash</name><version>4.17.20</version>
<licenses><expression>MIT</expression></licenses><purl>pkg:NPM/Lodash@4.17.20</purl></component></components></component>
<component type="library"><name>khong-purl</name><version>1</version><pedigree><ancestors><component type="library">
<name>to-tien</name><version>0</version></component></ancestors></pedigree></component>
<component type="library"><name>khong-purl</name><version>1</version></component>
<component type="library"><name>hong</name><version>1</version><purl>pkg:</purl></component>
<component type="library"><version>1</version></component></components>
<annotations><annotation><annotator><component type="application"><name>khong-phai</name></component></annotator></annotation>
</annotations><formulation><formula><components><component type="application"><name>trinh-dich</name><version>9</version>
</component></components></formula></formulation></bom>"""
SPDX: dict[str, Any] = {
    "spdxVersion": "SPDX-2.3",
    "name": "may-chu",
    "creationInfo": {"created": "2024-02-02T08:00:00Z", "creators": ["Tool: trivy-0.50", "Organization: A"]},
    "packages": [
        {
            "name": "openssl",
            "versionInfo": "1.1.1n-0+deb11u3",
            "licenseConcluded": "NOASSERTION",
            "licenseDeclared": "OpenSSL",
            "externalRefs": [
                {"referenceType": "cpe23Type", "referenceLocator": "cpe:2.3:a:openssl:openssl"},
                {
                    "referenceType": "purl",
                    "referenceLocator": "pkg:deb/debian/openssl@1.1.1n-0%2Bdeb11u3?arch=amd64",
                },
            ],
        },
        {"name": "bash"},
        "chuỗi",
    ],
}
SPDX_LINES = """SPDXVersion: SPDX-2.3
DocumentName: may-chu
Creator: Tool: syft-1.0
Created: 2024-02-02T08:00:00Z
DocumentComment: <text>nhiều
PackageName: không phải gói
dòng</text>

PackageName: openssl
PackageVersion: 3.0.1
PackageLicenseDeclared: Apache-2.0
ExternalRef: PACKAGE-MANAGER purl pkg:apk/alpine/openssl@3.0.1
FileName: ./a
FileChecksum: SHA1: 1
PackageName: bash
Relationship: A DESCRIBES B
"""
SPDX_GRAPH: dict[str, Any] = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
        {"type": "CreationInfo", "specVersion": "3.0.1", "created": "2024-02-03T08:00:00Z"},
        {"type": "SpdxDocument", "name": "ung-dung"},
        {
            "type": "software_Package",
            "name": "zlib",
            "software_packageVersion": "1.2.11",
            "software_packageUrl": "pkg:generic/zlib@1.2.11",
        },
        {
            "type": "software_Package",
            "name": "curl",
            "externalIdentifier": [
                {"externalIdentifierType": "packageUrl", "identifier": "pkg:generic/curl@8.0"}
            ],
        },
    ],
}
LODASH = "pkg:npm/lodash@4.17.20"
OPENVEX: dict[str, Any] = {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "author": "Sở A",
    "timestamp": "2024-02-01T08:00:00Z",
    "statements": [
        {
            "vulnerability": {"name": "CVE-2021-23337", "aliases": ["GHSA-35jh-r3h4-6jhm"]},
            "products": [{"@id": "pkg:oci/cong@1", "subcomponents": [{"@id": LODASH}]}],
            "status": "not_affected",
            "justification": "vulnerable_code_not_in_execute_path",
            "impact_statement": "Không gọi template().",
        },
        {
            "vulnerability": "CVE-2020-8203",
            "products": [LODASH],
            "status": "affected",
            "action_statement": "Nâng lên 4.17.21",
        },
        {
            "vulnerability": {"name": "CVE-2019-10744"},
            "products": [{"identifiers": {"purl": LODASH}}],
            "status": "not_affected",
        },
        {"vulnerability": {"name": "CVE-2019-10744"}, "products": [{"@id": "san-pham"}], "status": "fixed"},
        {"products": [LODASH], "status": "fixed"},
        {"vulnerability": {"name": "CVE-2019-10744"}, "products": [LODASH], "status": "ổn"},
    ],
}
CYCLONEDX_VEX: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.4",
    "components": [{"bom-ref": "x", "name": "lodash", "purl": LODASH}],
    "vulnerabilities": [
        {
            "id": "CVE-2021-23337",
            "analysis": {
                "state": "not_affected",
                "justification": "code_not_reachable",
                "detail": "Không gọi.",
            },
            "affects": [{"ref": "x"}, {"ref": "pkg:npm/khac@1"}],
        },
        {"id": "CVE-2020-8203", "analysis": {"state": "exploitable"}, "affects": [{"ref": "la"}]},
        {"id": "CVE-2020-0001", "affects": [{"ref": "x"}]},
    ],
}
CSAF: dict[str, Any] = {
    "document": {
        "category": "csaf_vex",
        "csaf_version": "2.0",
        "publisher": {"name": "Hãng B"},
        "tracking": {"current_release_date": "2024-02-01T08:00:00Z"},
    },
    "product_tree": {
        "branches": [
            {
                "branches": [
                    {
                        "product": {
                            "product_id": "P1",
                            "product_identification_helper": {"purl": "pkg:rpm/redhat/openssl@1.1.1k"},
                        }
                    }
                ]
            }
        ],
        "relationships": [{"product_reference": "P1", "full_product_name": {"product_id": "W:P1"}}],
    },
    "vulnerabilities": [
        {
            "cve": "CVE-2022-0778",
            "flags": [{"label": "vulnerable_code_not_present", "product_ids": ["W:P1"]}],
            "product_status": {"known_not_affected": ["W:P1"], "fixed": ["P1"], "recommended": ["P1"]},
            "threats": [{"details": "Không có đoạn mã ấy."}],
        }
    ],
}


def written(folder: Any, content: Any) -> Any:
    path = folder / "tep"
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
