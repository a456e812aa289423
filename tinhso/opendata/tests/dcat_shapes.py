"""What DCAT-AP 3.0.1 asks of the classes that the catalogue uses, as SHACL, from the tables of the specification.

The official file is not kept here; `python bench/dcat_conformance.py SHAPES.ttl URL` runs it against a server.
Source: DCAT-AP 3.0.1, https://semiceu.github.io/DCAT-AP/releases/3.0.1/ (European Commission, CC BY 4.0).
"""

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SH, SKOS, XSD

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
TEXT = SH.Literal
ONE, MANY = 1, 0
# class -> (path, at least, at most (0: any number), class, datatype or SH.Literal of the value)
ASKED = {
    DCAT.Catalog: [
        *((DCTERMS.title, 1, MANY, TEXT), (DCTERMS.description, 1, MANY, TEXT)),
        *((DCTERMS.publisher, 1, ONE, FOAF.Agent), (DCAT.dataset, 0, MANY, DCAT.Dataset)),
        *((FOAF.homepage, 0, ONE, FOAF.Document), (DCTERMS.language, 0, MANY, DCTERMS.LinguisticSystem)),
        *(
            (DCTERMS.issued, 0, ONE, TEXT),
            (DCTERMS.modified, 0, ONE, TEXT),
            (DCTERMS.spatial, 0, 0, DCTERMS.Location),
        ),
        *((DCAT.themeTaxonomy, 0, MANY, SKOS.ConceptScheme), (DCAT.service, 0, MANY, DCAT.DataService)),
        *((DCTERMS.license, 0, ONE, DCTERMS.LicenseDocument), (DCAT.record, 0, MANY, DCAT.CatalogRecord)),
    ],
    DCAT.DataService: [
        *((DCTERMS.title, 1, MANY, TEXT), (DCAT.endpointURL, 1, MANY, SH.BlankNodeOrIRI)),
        *(
            (DCAT.endpointDescription, 0, MANY, SH.BlankNodeOrIRI),
            (DCAT.servesDataset, 0, MANY, DCAT.Dataset),
        ),
    ],
    DCAT.Dataset: [
        *((DCTERMS.title, 1, MANY, TEXT), (DCTERMS.description, 1, MANY, TEXT)),
        *((DCTERMS.publisher, 0, ONE, FOAF.Agent), (DCAT.contactPoint, 0, MANY, VCARD.Kind)),
        *((DCAT.distribution, 0, MANY, DCAT.Distribution), (DCAT.theme, 0, MANY, SKOS.Concept)),
        *((DCTERMS.accrualPeriodicity, 0, ONE, DCTERMS.Frequency), (DCAT.keyword, 0, MANY, TEXT)),
        *((DCTERMS.language, 0, MANY, DCTERMS.LinguisticSystem), (DCAT.landingPage, 0, MANY, FOAF.Document)),
        *((DCTERMS.accessRights, 0, ONE, DCTERMS.RightsStatement), (DCTERMS.spatial, 0, 0, DCTERMS.Location)),
        *((DCTERMS.temporal, 0, MANY, DCTERMS.PeriodOfTime), (DCTERMS.identifier, 0, MANY, TEXT)),
        *((DCTERMS.issued, 0, ONE, TEXT), (DCTERMS.modified, 0, ONE, TEXT)),
        *((URIRef(f"{DCAT}version"), 0, ONE, TEXT), (ADMS.versionNotes, 0, MANY, TEXT)),
    ],
    DCAT.Distribution: [
        *((DCAT.accessURL, 1, MANY, SH.BlankNodeOrIRI), (DCAT.downloadURL, 0, MANY, SH.BlankNodeOrIRI)),
        *((DCTERMS.title, 0, MANY, TEXT), (DCTERMS["format"], 0, ONE, DCTERMS.MediaTypeOrExtent)),
        *((DCAT.mediaType, 0, ONE, DCTERMS.MediaType), (DCAT.byteSize, 0, ONE, XSD.nonNegativeInteger)),
        *((DCTERMS.license, 0, ONE, DCTERMS.LicenseDocument), (DCATAP.availability, 0, ONE, SKOS.Concept)),
        *((DCTERMS.language, 0, MANY, DCTERMS.LinguisticSystem), (DCTERMS.modified, 0, ONE, TEXT)),
    ],
    DCTERMS.PeriodOfTime: [(DCAT.startDate, 0, ONE, TEXT), (DCAT.endDate, 0, ONE, TEXT)],
    FOAF.Agent: [(FOAF.name, 1, MANY, TEXT), (DCTERMS.type, 0, ONE, SKOS.Concept)],
    SKOS.Concept: [(SKOS.prefLabel, 1, MANY, TEXT)],
    SKOS.ConceptScheme: [(DCTERMS.title, 1, MANY, TEXT)],
}


def shapes() -> Graph:
    graph = Graph()
    for number, (target, properties) in enumerate(ASKED.items()):
        shape = URIRef(f"urn:shape:{number}")
        graph.add((shape, RDF.type, SH.NodeShape))
        graph.add((shape, SH.targetClass, target))
        for path, least, most, value in properties:
            node = BNode()
            graph.add((shape, SH.property, node))
            graph.add((node, SH.path, path))
            graph.add((node, SH.minCount, Literal(least)))
            if most:
                graph.add((node, SH.maxCount, Literal(most)))
            graph.add((node, _asks(value), value))
    return graph


def _asks(value: URIRef) -> URIRef:
    if value in (SH.Literal, SH.BlankNodeOrIRI):
        return SH.nodeKind
    return SH.datatype if str(value).startswith(str(XSD)) else SH["class"]
