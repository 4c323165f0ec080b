from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField

from wagtail_localoffer.blocks.council_link import CouncilLinkBlock
from wagtail_localoffer.blocks.section import SectionBlock
from wagtail_localoffer.blocks.senco_contact import SencoContactBlock
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE


class OfferBodyBlock(blocks.StreamBlock):
    """
    Everything an offer says: the SENCO, the council's link and the sections.

    Each of them belongs in an offer once. It is the publish rule that says so, not
    ``block_counts``, because Wagtail refuses to save even a draft that breaks those.

    :param local_blocks: further ``(name, block)`` pairs of a project's own.
    """

    def __init__(
        self, local_blocks: Sequence[tuple[str, blocks.Block]] = (), **kwargs: Any
    ) -> None:
        offer_blocks: list[tuple[str, blocks.Block]] = [
            ("senco_contact", SencoContactBlock()),
            ("council_link", CouncilLinkBlock()),
            *((part.key, SectionBlock(part)) for part in LANCASHIRE.sections),
        ]
        super().__init__([*offer_blocks, *local_blocks], **kwargs)

    def get_default(self) -> Any:
        """Place every block that a live offer needs, in order: an editor only types."""
        optional = {part.key for part in LANCASHIRE.sections if not part.required}
        own = ("senco_contact", "council_link", *(s.key for s in LANCASHIRE.sections))
        body = self.normalize(
            [
                (name, self.child_blocks[name].get_default())
                for name in own
                if name not in optional
            ]
        )
        for child in body:
            # The editor names each block's parts after its id, also for screen readers.
            child.id = str(uuid.uuid4())
        return body


class OfferBodyField(StreamField):
    """
    The stream field of :class:`OfferBodyBlock`.

    It leaves its blocks out of migrations. They come from the framework, so that
    a project which changes its framework, its language or a block of its own would
    otherwise be asked for a migration in this package.

    :param block: the project's own variant of :class:`OfferBodyBlock`, if it has one.
    """

    def __init__(self, block: OfferBodyBlock | None = None, **kwargs: Any) -> None:
        super().__init__(block or OfferBodyBlock(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        return name, path, [], kwargs

    def get_default(self) -> Any:
        if self.has_default():
            return super().get_default()
        return self.to_python(self.stream_block.get_default())
