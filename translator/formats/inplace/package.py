"""Office documents and books are ZIP archives of XML parts: read safely, written as they came.

Nothing is unpacked to disk, nothing outside the archive is opened, no entity is expanded. Sizes
are bounded before anything is unpacked: an archive that grows out of all proportion is refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from translator.errors import DocumentError

_MOST_FOR_ONE = 256 << 20
_ALWAYS_ALLOWED = 64 << 20
_MOST_GROWTH = 200
"""How many times its size an archive may unpack to; office documents stay under 50."""
_MOST_MEMBERS = 20_000
_KEPT_AS_THEY_ARE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Package:
    """An archive in memory. `name` is what its file is called in messages."""

    name: str
    data: bytes = field(repr=False)
    members: tuple[str, ...]

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises DocumentError where they are damaged or missing."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return archive.read(member)
        except KeyError:
            raise damaged(self.name, f"{member} is missing in it") from None
        except _BROKEN as error:
            raise damaged(self.name, f"{member}: {error}") from None

    def xml(self, member: str) -> etree._Element:
        """The root of an XML member. Raises DocumentError where it is none."""
        return parsed(self.read(member), f"{self.name}, {member}")

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive with other bytes for some members; order, dates and all else are kept."""
        packed = io.BytesIO()
        try:
            with (
                zipfile.ZipFile(io.BytesIO(self.data)) as old,
                zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
            ):
                new.comment = old.comment
                for member in old.infolist():
                    info = zipfile.ZipInfo(member.filename, member.date_time)
                    kept = member.compress_type in _KEPT_AS_THEY_ARE
                    info.compress_type = member.compress_type if kept else zipfile.ZIP_DEFLATED
                    info.create_system = member.create_system
                    info.external_attr = member.external_attr
                    content = changed.get(member.filename)
                    new.writestr(info, old.read(member) if content is None else content)
        except _BROKEN as error:
            raise damaged(self.name, str(error)) from None
        return packed.getvalue()


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
"""What the library raises for archives that are damaged, locked or of a kind it does not know."""


def package(data: bytes, name: str) -> Package:
    """An archive, taken apart. Raises DocumentError where it is damaged, locked or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except _BROKEN as error:
        raise damaged(name, str(error)) from None
    sizes = [member.file_size for member in members]
    most = max(_ALWAYS_ALLOWED, _MOST_GROWTH * len(data))
    if len(sizes) > _MOST_MEMBERS or max(sizes, default=0) > _MOST_FOR_ONE or sum(sizes) > most:
        raise DocumentError(
            f"{name} unpacks to far more than a document holds, which is not done, for safety; "
            "open it in its program and save it again"
        )
    if any(member.flag_bits & 1 for member in members):
        raise locked(name)
    names = tuple(member.filename for member in members)
    if len(set(names)) < len(names):
        raise damaged(name, "a part is in it twice")
    return Package(name, data, names)


def parsed(data: bytes, name: str) -> etree._Element:
    """The root of an XML document, read safely; white space and comments are kept.

    Raises DocumentError, naming `name`, for what is not well-formed or declares entities.
    """
    parser = etree.XMLParser(
        load_dtd=False, no_network=True, resolve_entities=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(name, str(error.msg)) from None
    declared = cast(Any, root.getroottree().docinfo.internalDTD)  # the types lack entities()
    if declared is not None and list(declared.entities()):
        raise DocumentError(
            f"{name} declares entities, which are not expanded, for safety; "
            "open it in its program and save it again"
        )
    return root


def written(root: etree._Element) -> bytes:
    """An XML document as office programs write it: UTF-8, with its declaration."""
    return etree.tostring(root.getroottree(), encoding="UTF-8", standalone=True)


def damaged(name: str, why: str) -> DocumentError:
    """What to say of a file that is not what its name says."""
    return DocumentError(
        f"{name} cannot be read, it is damaged ({why}); open it in its program and save it again"
    )


def locked(name: str) -> DocumentError:
    """What to say of a file that only opens with a password."""
    return DocumentError(
        f"{name} is protected by a password; open it in its program and save it without one"
    )
