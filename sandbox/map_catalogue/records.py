"""Records in ISO 19139, as a map catalogue writes them: from a few plain words."""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

SPACES = (
    'xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco" '
    'xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


@dataclass(frozen=True)
class Link:
    url: str
    name: str = ""
    protocol: str = ""
    function: str = "download"


@dataclass(frozen=True)
class MapRecord:
    """One entry: `level` is its level of hierarchy, `title_en` the words that stand beside Vietnamese ones."""

    identifier: str
    title: str
    title_en: str = ""
    abstract: str = ""
    organisation: str = "Sở Bản đồ (mô phỏng)"
    keywords: tuple[str, ...] = ()
    period: str = "annually"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    level: str = "dataset"
    links: tuple[Link, ...] = ()


def words(text: str, localised: str = "") -> str:
    """A character string; with `localised` the first is the English one and the other the Vietnamese one beside it."""
    if not localised:
        return f"<gco:CharacterString>{escape(text)}</gco:CharacterString>"
    return (
        f"<gco:CharacterString>{escape(text)}</gco:CharacterString><gmd:PT_FreeText><gmd:textGroup>"
        f'<gmd:LocalisedCharacterString locale="#VI">{escape(localised)}</gmd:LocalisedCharacterString>'
        "</gmd:textGroup></gmd:PT_FreeText>"
    )


def online(link: Link) -> str:
    function = (
        f"<gmd:CI_OnLineFunctionCode codeListValue={quoteattr(link.function)}/>" if link.function else ""
    )
    return (
        f"<gmd:onLine><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>{escape(link.url)}</gmd:URL></gmd:linkage>"
        f"<gmd:protocol>{words(link.protocol)}</gmd:protocol><gmd:name>{words(link.name)}</gmd:name>"
        f"<gmd:function>{function}</gmd:function></gmd:CI_OnlineResource></gmd:onLine>"
    )


def written(one: MapRecord) -> str:
    """`gmd:MD_Metadata`."""
    title = words(one.title_en, one.title) if one.title_en else words(one.title)
    keywords = "".join(f"<gmd:keyword>{words(word)}</gmd:keyword>" for word in one.keywords)
    return (
        f"<gmd:MD_Metadata {SPACES}><gmd:fileIdentifier>{words(one.identifier)}</gmd:fileIdentifier>"
        f"<gmd:hierarchyLevel><gmd:MD_ScopeCode codeListValue={quoteattr(one.level)}/></gmd:hierarchyLevel>"
        "<gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation>"
        f"<gmd:title>{title}</gmd:title></gmd:CI_Citation></gmd:citation>"
        f"<gmd:abstract>{words(one.abstract)}</gmd:abstract>"
        "<gmd:pointOfContact><gmd:CI_ResponsibleParty>"
        f"<gmd:organisationName>{words(one.organisation)}</gmd:organisationName>"
        '<gmd:role><gmd:CI_RoleCode codeListValue="publisher"/></gmd:role>'
        "</gmd:CI_ResponsibleParty></gmd:pointOfContact>"
        "<gmd:resourceMaintenance><gmd:MD_MaintenanceInformation><gmd:maintenanceAndUpdateFrequency>"
        f"<gmd:MD_MaintenanceFrequencyCode codeListValue={quoteattr(one.period)}/>"
        "</gmd:maintenanceAndUpdateFrequency></gmd:MD_MaintenanceInformation></gmd:resourceMaintenance>"
        f"<gmd:descriptiveKeywords><gmd:MD_Keywords>{keywords}</gmd:MD_Keywords></gmd:descriptiveKeywords>"
        "<gmd:resourceConstraints><gmd:MD_LegalConstraints><gmd:otherConstraints>"
        f"<gmx:Anchor xlink:href={quoteattr(one.licence)}>CC BY</gmx:Anchor>"
        "</gmd:otherConstraints></gmd:MD_LegalConstraints></gmd:resourceConstraints>"
        "</gmd:MD_DataIdentification></gmd:identificationInfo>"
        "<gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions><gmd:MD_DigitalTransferOptions>"
        f"{''.join(map(online, one.links))}"
        "</gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo>"
        "</gmd:MD_Metadata>"
    )
