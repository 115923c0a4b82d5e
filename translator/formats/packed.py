"""Office files are ZIP archives; their bytes must depend on what is in them alone."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

_UNIX = 3
_ORDINARY_FILE = 0o600 << 16


def stamped(archive: bytes, when: datetime) -> bytes:
    """The archive again, every member dated `when` (1980 to 2107), order and content kept.

    Libraries date members by the clock and by the machine; two runs would differ in nothing else.
    """
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, when.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = _UNIX, _ORDINARY_FILE
            new.writestr(info, old.read(member))
    return packed.getvalue()
