from collections.abc import Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qsl, urlsplit

import boto3
from botocore.exceptions import ClientError

MEMORY = 1 << 20


class S3Store:
    """A bucket: `s3://bucket/prefix?endpoint=https://...&region=...`; keys come from boto3's own environment."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        self.bucket = parts.netloc
        self.prefix = parts.path.strip("/")
        self.client: Any = boto3.client(
            "s3", endpoint_url=options.get("endpoint"), region_name=options.get("region")
        )

    def put(self, sha256: str, stream: BinaryIO) -> None:
        """S3 shows an object only when it is whole, and checks the digest of what it received."""
        stream.seek(0)
        self.client.put_object(
            Bucket=self.bucket, Key=self._key(sha256), Body=stream, ChecksumAlgorithm="SHA256"
        )

    def open(self, sha256: str) -> BinaryIO:
        try:
            body = self.client.get_object(Bucket=self.bucket, Key=self._key(sha256))["Body"]
        except ClientError as error:
            raise FileNotFoundError(sha256) from error
        local = SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 (the caller closes it)
        for block in body.iter_chunks(MEMORY):
            local.write(block)
        local.seek(0)
        return cast(BinaryIO, local)

    def delete(self, sha256: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=self._key(sha256))

    def older_than(self, moment: datetime) -> Iterator[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self._key("")
        )
        for page in pages:
            for item in page.get("Contents", []):
                if item["LastModified"] < moment:
                    yield item["Key"].rsplit("/", 1)[-1]

    def _key(self, sha256: str) -> str:
        return f"{self.prefix}/{sha256}".lstrip("/")
