"""The body of an offer: all its blocks, their field, and how the editor gets them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks import StreamValue
from wagtail.blocks.base import BlockWidget, get_error_json_data
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.fields import StreamField

from wagtail_localoffer.blocks.contacts import ContactsBlock, SencoContactBlock
from wagtail_localoffer.blocks.council_link import CouncilLinkBlock, OtherCouncilsBlock
from wagtail_localoffer.blocks.retired import keep_as_own_section, keep_facts
from wagtail_localoffer.blocks.section import OwnSectionBlock, SectionBlock
from wagtail_localoffer.blocks.stored import OfferBody, StoredBody, read_list
from wagtail_localoffer.conf import get_framework
from wagtail_localoffer.content.typed import tidy_body
from wagtail_localoffer.frameworks import SENCO, TEAMS, Framework
from wagtail_localoffer.frameworks.lookups import in_words, list_blocks
from wagtail_localoffer.frameworks.reserved import (
    COUNCIL_LINK,
    OTHER_COUNCILS,
    OWN_SECTION,
)

#: An empty text. Without its key, Wagtail would make one up each time.
NOTHING = '<p data-block-key="empty"></p>'

CONTACT_BLOCKS: dict[str, type[blocks.Block]] = {
    SENCO.key: SencoContactBlock,
    TEAMS.key: ContactsBlock,
}


class OfferBodyBlock(blocks.StreamBlock):
    """
    Everything an offer says: whom to ask, the council's link and the sections.

    Each of them belongs in an offer once, and the setting's own sections may follow. It
    is the publish rule that says so, not ``block_counts``, because Wagtail refuses to
    save even a draft that breaks those.

    :param local_blocks: further ``(name, block)`` pairs of a project's own.
    :param framework: what offers of this kind contain, or the name of the setting that
        says so.
    """

    def __init__(
        self,
        local_blocks: Sequence[tuple[str, blocks.Block]] = (),
        framework: Framework | str = "FRAMEWORK",
        **kwargs: Any,
    ) -> None:
        self._framework = framework
        contact = self.framework.contact
        # The editor's blocks are the same for every type of setting.
        sections = in_words(self.framework, "").sections
        #: The names of the blocks that every new offer has, in their order.
        self.initial = list_blocks(self.framework)
        #: The same as the editor has them, with one more that is empty in most offers.
        self.placed = [*self.initial]
        self.placed.insert(self.placed.index(COUNCIL_LINK) + 1, OTHER_COUNCILS)
        #: Those among them that an offer may leave out, and lacks nothing.
        self.inviting = [
            OTHER_COUNCILS,
            *(each.key for each in sections if each.only_invites),
        ]
        offer_blocks: list[tuple[str, blocks.Block]] = [
            (contact.key, CONTACT_BLOCKS[contact.key](label=contact.heading)),
            (COUNCIL_LINK, CouncilLinkBlock()),
            (OTHER_COUNCILS, OtherCouncilsBlock()),
            *((part.key, SectionBlock(part)) for part in sections),
            (OWN_SECTION, OwnSectionBlock()),
        ]
        super().__init__([*offer_blocks, *local_blocks], **kwargs)
        self.has_local_blocks = bool(local_blocks)
        #: For each language, a widget that has written down what the blocks are.
        self.widgets: dict[str | None, BlockWidget] = {}

    @property
    def framework(self) -> Framework:
        if isinstance(self._framework, str):
            return get_framework(self._framework)
        return self._framework

    def get_default(self) -> Any:
        """Place every block of the framework, in order: an editor only types."""
        body = self.normalize(
            [(name, self.child_blocks[name].get_default()) for name in self.initial]
        )
        for child in body:
            # The editor names each block's parts after its id, also for screen readers.
            child.id = str(uuid.uuid4())
        return body

    def get_form_state(self, value: Any) -> Any:
        """
        What the editor's form begins with.

        A part that only invites is in it at its place, also if the offer is older than
        the part. While it is empty, no reader sees it.
        """
        state = super().get_form_state(value)
        here = [each["type"] for each in state]
        for name in self.inviting:
            if name in here:
                continue
            block = self.child_blocks[name]
            before = self.placed[: self.placed.index(name)]
            place = max(
                (here.index(each) + 1 for each in before if each in here), default=0
            )
            # The same each time, so that a form in which nobody typed is known by it.
            empty: Any = block.get_default()
            if name != OTHER_COUNCILS:
                empty = {**empty, "text": NOTHING}
            new = {
                "type": name,
                "value": block.get_form_state(block.normalize(empty)),
                "id": str(uuid.uuid5(uuid.NAMESPACE_OID, name)),
            }
            state.insert(place, new)
            here.insert(place, name)
        return state

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """
        Read a body from the editor's form, which takes none of the placed blocks away.

        The editor's script has no button for that. Whatever marks the last one of its
        kind as deleted all the same, such as a script of another package, is a mishap:
        its fields are still in the form.
        """
        return super().value_from_datadict(
            self._keep_placed(data, prefix), files, prefix
        )

    def _keep_placed(self, data: Any, prefix: str) -> Any:
        names = [f"{prefix}-{number}" for number in range(int(data[f"{prefix}-count"]))]
        types = {name: data[f"{name}-type"] for name in names}
        here = {types[name] for name in names if not data[f"{name}-deleted"]}
        lost = [
            name
            for name in names
            if types[name] in self.placed and types[name] not in here
        ]
        if not lost:
            return data
        data = data.copy()
        # Of several of one kind, the first comes back.
        for name in {types[name]: name for name in reversed(lost)}.values():
            data[f"{name}-deleted"] = ""
        # What was deleted kept its number, which another block has taken since.
        order = {name: place for place, name in enumerate(self.placed)}
        in_order = sorted(
            names,
            key=lambda name: (
                order.get(types[name], len(order)),
                int(data[f"{name}-order"]),
            ),
        )
        for place, name in enumerate(in_order):
            data[f"{name}-order"] = str(place)
        return data

    def to_python(self, value: Any) -> Any:
        if isinstance(value, StreamValue):
            return value
        if isinstance(value, list | tuple) and any(
            isinstance(each, tuple) for each in value
        ):
            # Blocks and their values as a program has them.
            return super().to_python(value)
        return OfferBody(self, partial(self.read_stored, value))

    def bulk_to_python(self, values: Any) -> Any:
        streams = [self.read_stored(value).blocks for value in values]
        return super().bulk_to_python(streams)

    def read_stored(self, value: Any) -> StoredBody:
        """
        Read a body as it is stored, without a query.

        It never raises, because programs can store what they like. What no block can
        read is left out, and named in ``unread``.
        """
        children, body = read_list(value)
        for child in children:
            block = self.child_blocks.get(child["type"])
            # Wagtail drops every block whose name it doesn't know. What was taken out
            # of the framework, or of the project, holds somebody's work.
            if isinstance(block, SectionBlock):
                child = keep_facts(child, block.section)
            elif block is None and (kept := keep_as_own_section(child)):
                block, child = self.child_blocks[OWN_SECTION], kept
            if block is None:
                body.add_stray(child)
            else:
                body.add(block, child)
        return body


class OfferBodyWidget(BlockWidget):
    """
    The editor of an offer, which is told of all blocks before it shows any.

    What it is told is the same for everybody who has the same language, and to write it
    takes longer than the rest of the form, so it is kept. A project's own blocks may
    offer something else each time: with them it is written for each form.

    Both are JSON, which Wagtail writes between double quotes and with every letter that
    isn't English as a number. Between single quotes they are two thirds as long.
    """

    @property
    def js_context(self) -> Any:
        kept = self._find_kept()
        return kept.js_context if kept else super().js_context

    @property
    def block_json(self) -> Any:
        kept = self._find_kept()
        return kept.block_json if kept else super().block_json

    def _find_kept(self) -> BlockWidget | None:
        block = self.block_def
        if type(block) is not OfferBodyBlock or block.has_local_blocks:
            return None
        language = get_language()
        if language not in block.widgets:
            kept = BlockWidget(block)
            # All of it, before another thread can see it.
            kept.definition = quote_json(json.loads(kept.block_json))
            block.widgets[language] = kept
        return block.widgets[language]

    def render_with_errors(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        errors: Any = None,
        renderer: Any = None,
    ) -> SafeString:
        error = get_error_json_data(errors.as_data()[0]) if errors else None
        kept = self._find_kept()
        return format_html(
            '<div id="{}" data-block data-controller="w-block"'
            " data-w-block-data-value='{}' data-w-block-arguments-value='{}'></div>",
            name,
            kept.definition if kept else quote_json(json.loads(self.block_json)),
            quote_json([self.block_def.get_form_state(value), error]),
        )


def quote_json(value: Any) -> SafeString:
    """Write JSON for an attribute in single quotes, as short as it can be."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    quoted = text.replace("&", "&amp;").replace("'", "&#39;")
    return mark_safe(quoted)  # noqa: S308 - nothing else ends it, or means more in it


class OfferBodyAdapter(StreamBlockAdapter):
    """Tells the editor's script which blocks are there for good."""

    js_constructor = "localoffer.OfferBody"

    def js_args(self, block: OfferBodyBlock) -> list[Any]:
        name, blocks_by_group, initial, meta = super().js_args(block)
        within = {OTHER_COUNCILS: COUNCIL_LINK}
        places = {"placed": list(block.placed), "within": within}
        return [name, blocks_by_group, initial, {**meta, **places}]

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["wagtail_localoffer/js/body.js"])


register(OfferBodyAdapter(), OfferBodyBlock)


class OfferBodyField(StreamField):
    """
    The stream field of :class:`OfferBodyBlock`.

    It leaves its blocks out of migrations. They come from the framework, so that
    a project which changes its framework, its language or a block of its own would
    otherwise be asked for a migration in this package.

    :param block: the project's own variant of :class:`OfferBodyBlock`, if it has one.
    """

    def __init__(self, block: OfferBodyBlock | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("the offer"))
        super().__init__(block or OfferBodyBlock(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        return name, path, [], kwargs

    def get_prep_value(self, value: Any) -> Any:
        # What can't be read stays in the database, until somebody changes the block or
        # saves the offer in the editor.
        prepared = super().get_prep_value(value)
        stored = getattr(value, "stored", None)
        return tidy_body(stored.restore(prepared) if stored else prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        def read() -> StoredBody:
            stored = value
            # Databases take JSON that is deeper, and numbers that are longer, than
            # Python reads. It is told of as what is no list of blocks.
            with suppress(ValueError, RecursionError):
                stored = self.json_field.from_db_value(value, expression, connection)
            return self.stream_block.read_stored(stored)

        return self.to_python(OfferBody(self.stream_block, read))

    def formfield(self, **kwargs: Any) -> Any:
        widget = OfferBodyWidget(self.stream_block)
        return super().formfield(**{"widget": widget, **kwargs})

    def get_default(self) -> Any:
        if self.has_default():
            return super().get_default()
        return self.to_python(self.stream_block.get_default())
