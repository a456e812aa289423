from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qsl, urlsplit

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from tinhso.kernel.files.contents.store import StoreAway

MEMORY = 1 << 20
NOT_THERE = {"NoSuchKey", "404"}


@contextmanager
def answering() -> Iterator[None]:
    """A wrong key or a server that is away are not a file that is lost."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise StoreAway(type(error).__name__) from error


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
        with answering():
            self.client.put_object(
                Bucket=self.bucket, Key=self._key(sha256), Body=stream, ChecksumAlgorithm="SHA256"
            )

    def open(self, sha256: str) -> BinaryIO:
        local = SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 (the caller closes it)
        with answering(), ExitStack() as unless_whole:
            unless_whole.callback(local.close)
            for block in self._body(sha256).iter_chunks(MEMORY):
                local.write(block)
            unless_whole.pop_all()
        local.seek(0)
        return cast(BinaryIO, local)

    def _body(self, sha256: str) -> Any:
        try:
            return self.client.get_object(Bucket=self.bucket, Key=self._key(sha256))["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] in NOT_THERE:
                raise FileNotFoundError(sha256) from error
            raise

    def delete(self, sha256: str) -> None:
        with answering():
            self.client.delete_object(Bucket=self.bucket, Key=self._key(sha256))

    def older_than(self, moment: datetime) -> Iterator[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self._key("")
        )
        with answering():
            for page in pages:
                for item in page.get("Contents", []):
                    if item["LastModified"] < moment:
                        yield item["Key"].rsplit("/", 1)[-1]

    def _key(self, sha256: str) -> str:
        return f"{self.prefix}/{sha256}".lstrip("/")
