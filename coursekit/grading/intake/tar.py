"""Tars, made into zips in memory, which are looked at as all others. Nothing is unpacked onto the disk."""

import io
import re
import tarfile
import zipfile
from collections.abc import Collection

from coursekit.grading.intake.sizes import MAX_TAR_BYTES, MAX_TAR_ENTRIES

_TAR = re.compile(r".+\.(tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz))", re.IGNORECASE)


class TooLong(Exception):
    """A tar holds more than is read."""


def is_tar(name: str) -> bool:
    """Whether a file's name ends as a tar's does."""
    return bool(_TAR.fullmatch(name))


def zip_from(content: bytes, skipped: Collection[str]) -> io.BytesIO:
    """Return a zip of a tar's files, without links, devices, and folders of these names.

    Raises
    ------
    TooLong
        When there is more in it than `MAX_TAR_BYTES` or `MAX_TAR_ENTRIES`.
    Exception
        Any that tarfile raises for what is damaged.
    """
    packed, left = io.BytesIO(), MAX_TAR_BYTES
    # As a stream: what it says of itself is never believed, and a small one that grows without end is left in time.
    with (
        tarfile.open(fileobj=io.BytesIO(content), mode="r|*") as archive,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as zipped,
    ):
        for count, member in enumerate(archive):
            left -= 512 + member.size
            if left < 0 or count >= MAX_TAR_ENTRIES:
                raise TooLong
            file = archive.extractfile(member) if member.isreg() else None
            if file and set(skipped).isdisjoint(member.name.split("/")):
                zipped.writestr(re.sub(r"^(\./)+", "", member.name), file.read())
    packed.seek(0)
    return packed
