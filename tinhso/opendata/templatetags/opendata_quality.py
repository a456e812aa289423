"""`{% load opendata_quality %}{% dataset_quality dataset %}`: the score with every criterion, for the dataset's page."""

from django import template

from tinhso.opendata.models import Dataset
from tinhso.opendata.publishing.quality import Quality, quality_of

register = template.Library()


@register.inclusion_tag("opendata/quality_part.html")
def dataset_quality(dataset: Dataset) -> dict[str, Quality]:
    return {"quality": quality_of(dataset)}
