"""Pictures of a document, kept in Wagtail's library."""

from __future__ import annotations

import hashlib
import io
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.log_actions import log

from wagtail_localoffer.compat import get_image_policy
from wagtail_localoffer.importing.passages import Picture
from wagtail_localoffer.importing.readers.picture_files import find_format

#: The longest title and the longest description of a picture in the library.
LONGEST = 255


def keep_picture(picture: Picture, user: Any) -> Any:
    """
    Keep a picture in the library, or find it there if the user may choose it.

    :returns: ``None`` if the user may not add pictures, or if it can't be opened or is
        refused by the rules of Wagtail and of the project.
    """
    # It is how Wagtail names files, and guards nothing.
    digest = hashlib.sha1(picture.content, usedforsecurity=False).hexdigest()
    policy = get_image_policy()
    there = policy.instances_user_has_any_permission_for(user, ["choose"])
    if found := there.filter(file_hash=digest).order_by("pk").first():
        return found
    collections = policy.collections_user_has_permission_for(user, "add")
    collection = collections.order_by("path").first()
    if collection is None or not _can_open(picture.content):
        return None
    form = _fill_form(picture, user, collection)
    if not form.is_valid():
        return None
    image = form.save(commit=False)
    image.uploaded_by_user = user
    # The form has left out a choice that isn't one.
    image.collection = collection
    image.save()
    form.save_m2m()
    log(instance=image, action="wagtail.create", user=user)
    return image


def _fill_form(picture: Picture, user: Any, collection: Any) -> Any:
    """Fill in the form of the library, as a person would who uploads the picture."""
    title = picture.alt or PurePath(picture.name).stem or gettext("Picture")
    name = f"{PurePath(picture.name).stem or 'picture'}.{find_format(picture.content)}"
    model = get_image_model()
    return get_image_form(model)(
        {
            "title": title[:LONGEST],
            "description": picture.alt[:LONGEST],
            "collection": collection.pk,
        },
        {"file": SimpleUploadedFile(name, picture.content)},
        instance=model(),
        user=user,
    )


def _can_open(content: bytes) -> bool:
    try:
        with PillowImage.open(io.BytesIO(content)) as opened:
            opened.verify()
    except Exception:  # noqa: BLE001 (Pillow raises whatever its formats raise.)
        return False
    return True
