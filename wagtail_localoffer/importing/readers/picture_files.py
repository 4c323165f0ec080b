"""The pictures that come with a document. None is ever fetched."""

from __future__ import annotations

import base64
import binascii
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from wagtail_localoffer.importing.passages import Passage, Picture
from wagtail_localoffer.importing.readers.limits import (
    LARGEST_PICTURE,
    LARGEST_PICTURES,
    MOST_PICTURES,
    SMALLEST_PICTURE,
)

#: How files begin that Wagtail takes and each browser shows, with their endings.
BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)


def find_format(content: bytes) -> str:
    """The ending of a picture that can be used; empty for all else."""
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    found = (ending for start, ending in BEGINNINGS if content.startswith(start))
    return next(found, "")


class PictureFiles:
    """The pictures beside a page, by the addresses that it has for them."""

    def __init__(
        self, files: Mapping[str, bytes] | None = None, page: str = ""
    ) -> None:
        """
        :param files: all files that are there, by their paths.
        :param page: the path of the page.
        """
        self.folder = posixpath.dirname(_tidy_path(page))
        self.files = {_tidy_path(name): each for name, each in (files or {}).items()}
        names = Counter(map(posixpath.basename, self.files))
        #: Who sends files with a browser loses their folders.
        self.by_name = {
            posixpath.basename(path): content
            for path, content in self.files.items()
            if names[posixpath.basename(path)] == 1
        }

    def find(self, address: str, alt: str) -> Picture | None:
        """Find a picture that is there and can be used."""
        if address.startswith("data:"):
            content, name = _read_data(address), ""
        else:
            path = _tidy_path(unquote(address.partition("?")[0]))
            name = posixpath.basename(path)
            beside = posixpath.normpath(posixpath.join(self.folder, path))
            content = self.files.get(beside) or self.by_name.get(name, b"")
        is_fit = SMALLEST_PICTURE <= len(content) <= LARGEST_PICTURE
        if not is_fit or not find_format(content):
            return None
        return Picture(content, alt, name)


def _tidy_path(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/")


def _read_data(address: str) -> bytes:
    head, _comma, data = address.partition(",")
    if not head.endswith(";base64") or len(data) > 2 * LARGEST_PICTURE:
        return b""
    try:
        return base64.b64decode(unquote(data))
    except (binascii.Error, ValueError):
        return b""


def limit_pictures(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Leave out pictures that are there again, and those beyond a limit."""
    seen: set[bytes] = set()
    left = LARGEST_PICTURES
    for each in passages:
        if each.picture:
            content = each.picture.content
            is_new = content not in seen and len(seen) < MOST_PICTURES
            if not is_new or len(content) > left:
                continue
            seen.add(content)
            left -= len(content)
        yield each
