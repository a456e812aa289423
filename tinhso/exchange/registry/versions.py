"""The description of a service that is in use, and what it is read as."""

import json

from tinhso.exchange.models import Service, ServiceVersion
from tinhso.lib.exchange.openapi import Description, read_description


def newest(service: Service) -> ServiceVersion | None:
    """One query."""
    return service.versions.order_by("-number").first()


def described(version: ServiceVersion) -> Description:
    """What was imported, read again."""
    return read_description(json.dumps(version.openapi))
