"""A published event as it travels: CloudEvents 1.0 in JSON (structured mode), whichever way it goes."""

from typing import Any

from django.conf import settings

from tinhso.exchange.models import PublishedEvent, Service
from tinhso.exchange.topics.declared import EventTopic

MEDIA_TYPE = "application/cloudevents+json"


def envelope(event: PublishedEvent, *, topic: EventTopic, service: Service, instance: str) -> dict[str, Any]:
    """`id` is the number of the sealed event, so whoever gets it twice knows it; `sequence` counts within the topic.

    `simulated` stands on what a demo sends.
    """
    found: dict[str, Any] = {
        "specversion": "1.0",
        "id": str(event.event_id),
        "type": topic.type,
        "source": f"/{instance}/{service}",
        "subject": event.subject,
        "time": event.at.isoformat(),
        "sequence": f"{event.sequence:012}",
        "datacontenttype": "application/json",
        "data": event.data,
    }
    return found | {"simulated": True} if settings.DEMO else found
