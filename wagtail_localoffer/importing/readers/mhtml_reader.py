"""Pages of the web that a browser saved as one file, with their pictures (RFC 2557)."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from django.utils.translation import gettext as _

from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.readers.html_reader import read_html_passages
from wagtail_localoffer.importing.readers.limits import CantRead, too_large
from wagtail_localoffer.importing.readers.picture_files import PictureFiles
from wagtail_localoffer.importing.readers.text_reader import decode

#: Browsers put all parts side by side. Each line is compared with all that are open.
MOST_BOUNDARIES = 20


def read_mhtml(content: bytes) -> list[Passage]:
    """
    Read a web page that was saved as one file.

    :raises CantRead: there is no page in it, or it is damaged, too large or in no
        encoding that is known here.
    """
    if content.count(b"boundary=") > MOST_BOUNDARIES:
        raise CantRead(too_large())
    try:
        parts = list(message_from_bytes(content).walk())
        pages = [each for each in parts if each.get_content_type() == "text/html"]
        # The first is the page, and others are its frames.
        page, address = _read(pages[0]), str(pages[0]["Content-Location"] or "")
        pictures = {
            name: _read(each)
            for each in parts
            if each.get_content_maintype() == "image"
            for name in _list_names(each)
        }
    except Exception as error:
        raise CantRead(
            _("This saved page is damaged. Save it again, as a complete web page.")
        ) from error
    return read_html_passages(decode(page), PictureFiles(pictures, address), address)


def _read(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _list_names(part: Message) -> list[str]:
    number = str(part["Content-ID"] or "").strip("<> ")
    address = str(part["Content-Location"] or "").partition("?")[0]
    return [each for each in (address, number and f"cid:{number}") if each]
