"""Every constraint of the official SHACL shapes of DCAT-AP 3.0.1, one line a property, put together as a graph.

Retyped from `dcat-ap-SHACL.ttl` and counted against its lists of property shapes, which this file keeps as PARTS.
Source: https://semiceu.github.io/DCAT-AP/releases/3.0.1/ (European Commission, CC BY 4.0). The original has each constraint as
a shape of its own with names and descriptions; `python bench/dcat_conformance.py SHAPES.ttl URL` takes that file itself.
"""

from rdflib import BNode, Graph, IdentifiedNode, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, SH, SKOS, TIME, XSD

PREFIXES = {
    "dcat": str(DCAT),
    "dct": str(DCTERMS),
    "foaf": str(FOAF),
    "prov": str(PROV),
    "skos": str(SKOS),
    "time": str(TIME),
    "xsd": str(XSD),
    "adms": "http://www.w3.org/ns/adms#",
    "dcatap": "http://data.europa.eu/r5r/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "locn": "http://www.w3.org/ns/locn#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
# Indented: path, L (literal) or O (a thing), class or datatype of the value ("-" none), at least, at most ("*" any).
RESULTS_SPARQL = """
dcat:Catalog
  dct:title L - 1 *
  dct:description L - 1 *
  dct:publisher O foaf:Agent 1 1
  dct:creator O foaf:Agent 0 1
  dct:issued L - 0 1
  dct:modified L - 0 1
  dct:language O dct:LinguisticSystem 0 *
  dct:license O dct:LicenseDocument 0 1
  dct:rights O dct:RightsStatement 0 *
  dct:spatial O dct:Location 0 *
  dct:temporal O dct:PeriodOfTime 0 *
  dct:hasPart O dcat:Catalog 0 *
  dcat:catalog O dcat:Catalog 0 *
  dcat:dataset O dcat:Dataset 0 *
  dcat:record O dcat:CatalogRecord 0 *
  dcat:service O dcat:DataService 0 *
  dcat:themeTaxonomy O skos:ConceptScheme 0 *
  foaf:homepage O foaf:Document 0 1
  dcatap:applicableLegislation O eli:LegalResource 0 *
dcat:CatalogRecord
  dct:title L - 0 *
  dct:description L - 0 *
  dct:issued L - 0 1
  dct:modified L - 1 1
  dct:language O dct:LinguisticSystem 0 *
  dct:conformsTo O dct:Standard 0 *
  dct:source O dcat:CatalogRecord 0 1
  adms:status O skos:Concept 0 1
  foaf:primaryTopic O dcat:Resource 1 1
dcat:DataService
  dct:title L - 1 *
  dct:description L - 0 *
  dct:publisher O foaf:Agent 0 1
  dct:accessRights O dct:RightsStatement 0 1
  dct:conformsTo O dct:Standard 0 *
  dct:format O dct:MediaTypeOrExtent 0 *
  dct:license O dct:LicenseDocument 0 1
  dcat:contactPoint O vcard:Kind 0 *
  dcat:endpointURL O - 1 *
  dcat:endpointDescription O - 0 *
  dcat:keyword L - 0 *
  dcat:landingPage O foaf:Document 0 *
  dcat:servesDataset O dcat:Dataset 0 *
  dcat:theme O skos:Concept 0 *
  foaf:page O foaf:Document 0 *
  dcatap:applicableLegislation O eli:LegalResource 0 *
dcat:Dataset
  dct:title L - 1 *
  dct:description L - 1 *
  dct:identifier L - 0 *
  dct:issued L - 0 1
  dct:modified L - 0 1
  dct:publisher O foaf:Agent 0 1
  dct:creator O foaf:Agent 0 *
  dct:accessRights O dct:RightsStatement 0 1
  dct:accrualPeriodicity O dct:Frequency 0 1
  dct:conformsTo O dct:Standard 0 *
  dct:isReferencedBy O - 0 *
  dct:language O dct:LinguisticSystem 0 *
  dct:provenance O dct:ProvenanceStatement 0 *
  dct:relation O - 0 *
  dct:source O dcat:Dataset 0 *
  dct:spatial O dct:Location 0 *
  dct:temporal O dct:PeriodOfTime 0 *
  dct:type O skos:Concept 0 *
  dcat:contactPoint O vcard:Kind 0 *
  dcat:distribution O dcat:Distribution 0 *
  dcat:hasVersion O dcat:Dataset 0 *
  dcat:inSeries O dcat:DatasetSeries 0 *
  dcat:keyword L - 0 *
  dcat:landingPage O foaf:Document 0 *
  dcat:qualifiedRelation O dcat:Relationship 0 *
  dcat:spatialResolutionInMeters L xsd:decimal 0 *
  dcat:temporalResolution L xsd:duration 0 1
  dcat:theme O skos:Concept 0 *
  dcat:version L - 0 1
  foaf:page O foaf:Document 0 *
  prov:qualifiedAttribution O prov:Attribution 0 *
  prov:wasGeneratedBy O prov:Activity 0 *
  adms:identifier O adms:Identifier 0 *
  adms:sample O dcat:Distribution 0 *
  adms:versionNotes L - 0 *
  dcatap:applicableLegislation O eli:LegalResource 0 *
dcat:DatasetSeries
  dct:title L - 1 *
  dct:description L - 1 *
  dct:issued L - 0 1
  dct:modified L - 0 1
  dct:publisher O foaf:Agent 0 1
  dct:accrualPeriodicity O dct:Frequency 0 1
  dct:spatial O dct:Location 0 *
  dct:temporal O dct:PeriodOfTime 0 *
  dcat:contactPoint O vcard:Kind 0 *
  dcatap:applicableLegislation O eli:LegalResource 0 *
dcat:Distribution
  dct:title L - 0 *
  dct:description L - 0 *
  dct:issued L - 0 1
  dct:modified L - 0 1
  dct:conformsTo O dct:Standard 0 *
  dct:format O dct:MediaTypeOrExtent 0 1
  dct:language O dct:LinguisticSystem 0 *
  dct:license O dct:LicenseDocument 0 1
  dct:rights O dct:RightsStatement 0 *
  dcat:accessURL O - 1 *
  dcat:downloadURL O - 0 *
  dcat:accessService O dcat:DataService 0 *
  dcat:byteSize L xsd:nonNegativeInteger 0 1
  dcat:compressFormat O dct:MediaType 0 1
  dcat:mediaType O dct:MediaType 0 1
  dcat:packageFormat O dct:MediaType 0 1
  dcat:spatialResolutionInMeters L xsd:decimal 0 1
  dcat:temporalResolution L xsd:duration 0 1
  foaf:page O foaf:Document 0 *
  adms:status O skos:Concept 0 1
  spdx:checksum O spdx:Checksum 0 1
  odrl:hasPolicy O odrl:Policy 0 1
  dcatap:availability O skos:Concept 0 1
  dcatap:applicableLegislation O eli:LegalResource 0 *
dcat:Relationship
  dct:relation O - 1 *
  dcat:hadRole O dcat:Role 1 *
dct:LicenseDocument
  dct:type O skos:Concept 0 *
dct:Location
  dcat:bbox L - 0 1
  dcat:centroid L - 0 1
  locn:geometry O locn:Geometry 0 1
dct:PeriodOfTime
  dcat:startDate L - 0 1
  dcat:endDate L - 0 1
  time:hasBeginning O time:Instant 0 1
  time:hasEnd O time:Instant 0 1
foaf:Agent
  foaf:name L - 1 *
  dct:type O skos:Concept 0 1
skos:Concept
  skos:prefLabel L - 1 *
skos:ConceptScheme
  dct:title L - 1 *
spdx:Checksum
  spdx:algorithm O spdx:ChecksumAlgorithm 1 1
  spdx:checksumValue L xsd:hexBinary 1 1
adms:Identifier
  skos:notation L - 1 1
"""
# How many property shapes the official file lists; two of a DataService say nothing there.
PARTS = {
    "dcat:Catalog": 43,
    "dcat:CatalogRecord": 21,
    "dcat:DataService": 32,
    "dcat:Dataset": 71,
    "dcat:DatasetSeries": 22,
    "dcat:Distribution": 57,
    "dcat:Relationship": 5,
    "dct:LicenseDocument": 2,
    "dct:Location": 7,
    "dct:PeriodOfTime": 10,
    "foaf:Agent": 5,
    "skos:Concept": 2,
    "skos:ConceptScheme": 2,
    "spdx:Checksum": 8,
    "adms:Identifier": 3,
}


def shapes() -> Graph:
    """The shapes as one graph for a validator."""
    graph = Graph()
    shape: IdentifiedNode = BNode()
    for line in RESULTS_SPARQL.strip().splitlines():
        if not line.startswith(" "):
            shape = URIRef(f"urn:shape:{line}")
            graph.add((shape, RDF.type, SH.NodeShape))
            graph.add((shape, SH.targetClass, _term(line)))
            continue
        for constraint, value in constraints(line):
            node = BNode()
            graph.add((shape, SH.property, node))
            graph.add((node, SH.path, _term(line.split()[0])))
            graph.add((node, constraint, value))
    return graph


def constraints(line: str) -> list[tuple[URIRef, URIRef | Literal]]:
    """The constraints of one line, each of which the official file has as a shape of its own."""
    _path, kind, value, least, most = line.split()
    found: list[tuple[URIRef, URIRef | Literal]] = [
        (SH.nodeKind, SH.Literal if kind == "L" else SH.BlankNodeOrIRI)
    ]
    if value != "-":
        found.append((SH.datatype if kind == "L" else SH["class"], _term(value)))
    if least != "0":
        found.append((SH.minCount, Literal(int(least))))
    if most != "*":
        found.append((SH.maxCount, Literal(int(most))))
    return found


def parts() -> dict[str, int]:
    """How many constraints each class has here."""
    found, target = dict.fromkeys(PARTS, 0), ""
    for line in RESULTS_SPARQL.strip().splitlines():
        if line.startswith(" "):
            found[target] += len(constraints(line))
        else:
            target = line
    return found


def _term(word: str) -> URIRef:
    prefix, _, name = word.partition(":")
    return URIRef(Namespace(PREFIXES[prefix])[name])
