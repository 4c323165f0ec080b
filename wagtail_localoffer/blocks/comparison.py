"""Two versions of an offer side by side: what has changed, and in which section."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.compare import (
    BlockComparison,
    ListBlockComparison,
    StreamBlockComparison,
    StreamFieldComparison,
    StructBlockComparison,
    diff_text,
    get_comparison_class_for_block,
)
from wagtail.images.blocks import ImageBlock, ImageBlockComparison

from wagtail_localoffer.content.fingerprint import EMPTY, read_visible
from wagtail_localoffer.content.parts import Element, read_text
from wagtail_localoffer.frameworks.reserved import OWN_SECTION
from wagtail_localoffer.text.html import strip_editor_marks

#: The names of what Wagtail colours.
NEW, DELETED, CHANGED = "addition", "deletion", ""


def see(block: Any, value: Any) -> Any:
    """What a reader can see of a value, by which two of them can be compared."""
    if value is None or isinstance(block, ImageBlock):
        # A picture comes as what it is made of, or as the picture itself.
        return value["image"] if isinstance(value, dict) else value
    return read_visible(block.get_prep_value(value))


class PlainComparison(BlockComparison):
    """Compares what is read: neither ids nor white space make a difference."""

    def has_changed(self) -> bool:
        return bool(see(self.block, self.val_a) != see(self.block, self.val_b))


class TextComparison(PlainComparison):
    """Compares rich texts by paragraphs, and leaves out those that are the same."""

    def htmldiff(self) -> SafeString:
        old, new = (_list_elements(each) for each in (self.val_a, self.val_b))
        if old is None or new is None:
            return super().htmldiff()
        keys = [[strip_editor_marks(each.html) for each in part] for part in (old, new)]
        matcher = SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
        return format_html_join(
            "\n",
            "<p>{}</p>",
            (
                (words,)
                for kind, start, end, new_start, new_end in matcher.get_opcodes()
                for words in (
                    ["…"]
                    if kind == "equal"
                    else _diff_elements(old[start:end], new[new_start:new_end])
                )
            ),
        )


class ChoiceComparison(PlainComparison):
    """Compares choices in the words that an editor chose."""

    def htmlvalue(self, val: Any) -> str:
        return format_html("{}", self._find_label(val))

    def htmldiff(self) -> str:
        pairs = (("deletion", self.val_a), ("addition", self.val_b))
        return format_html_join(
            " ",
            '<span class="{}">{}</span>',
            ((name, label) for name, val in pairs if (label := self._find_label(val))),
        )

    def _find_label(self, val: Any) -> Any:
        choices = dict(self.block.field.choices)
        return choices.get(val, val) if val else ""


class PartsComparison(PlainComparison, StructBlockComparison):
    """Compares a block of several parts, and shows those that differ."""

    def htmlvalue(self, val: Any) -> SafeString:
        return _list_parts(
            (
                child.label,
                _compare(child, True, True, val[name], val[name]).htmlvalue(val[name]),
            )
            for name, child in self.block.child_blocks.items()
            if see(child, val[name]) not in EMPTY
        )

    def htmldiff(self) -> SafeString:
        return _list_parts(
            (self.block.child_blocks[name].label, part.htmldiff())
            for name, part in self._compare_parts()
            if part.has_changed()
        )

    def _compare_parts(self) -> Iterator[tuple[str, Any]]:
        for name, child in self.block.child_blocks.items():
            yield name, _compare(child, True, True, self.val_a[name], self.val_b[name])


class ItemsComparison(PlainComparison, ListBlockComparison):
    """Compares a list, and shows the items that differ."""

    def get_block_comparisons(self) -> list[Any]:
        return [each for each in super().get_block_comparisons() if _is_news(each)]


class StreamComparison(PlainComparison, StreamBlockComparison):
    """
    Compares a stream, and shows the blocks that differ, each with its name.

    Blocks belong together by their ids. What a program has written again has others:
    of what is left over, two of one type belong together if there are no more of it.
    """

    #: With which the name of a block is marked.
    heading = "h3"

    def get_block_comparisons(self) -> list[Any]:
        return [each for _child, each in self._pair() if _is_news(each)]

    def htmldiff(self) -> SafeString:
        parts = [
            (kind, _describe(child, kind), _render(each, kind))
            for child, each in self._pair()
            if _is_news(each)
            for kind in [_find_kind(each)]
        ]
        if not parts and self.has_changed():
            return format_html("<p>{}</p>", _("The order has changed."))
        return format_html_join(
            "\n",
            '<div class="comparison__child-object {0}">'
            '<{1} class="w-h4">{2}</{1}>{3}</div>',
            ((kind, self.heading, name, shown) for kind, name, shown in parts),
        )

    def _pair(self) -> Iterator[tuple[Any, Any]]:
        """Each block and its comparison, in the order of the newer version."""
        olds, news = (self.get_blocks_from_value(each) for each in self._values)
        partners = _find_partners(olds, news)
        taken = {id(old) for old in partners.values()}
        waiting = iter(olds)
        for new in news:
            old = partners.get(id(new))
            if old is None:
                yield new, _compare(new.block, False, True, None, new.value)
                continue
            yield from _list_deleted(waiting, taken, until=old)
            yield new, _compare(new.block, True, True, old.value, new.value)
        yield from _list_deleted(waiting, taken)

    @property
    def _values(self) -> tuple[Any, Any]:
        return self.val_a or (), self.val_b or ()


class SectionsComparison(StreamComparison):
    """Compares all blocks of an offer, whose names are the headings of the page."""

    heading = "h2"


class BodyComparison(StreamFieldComparison):
    """Compares the bodies of two versions of an offer, section by section."""

    def has_changed(self) -> bool:
        # The sections of the framework have an order that no editor can change.
        return bool(
            self._stream.get_block_comparisons()
            or _list_own(self.val_a) != _list_own(self.val_b)
        )

    def htmldiff(self) -> SafeString:
        return self._stream.htmldiff()

    @property
    def _stream(self) -> SectionsComparison:
        block = self.field.stream_block
        return SectionsComparison(block, True, True, self.val_a, self.val_b)


class PictureComparison(PartsComparison, ImageBlockComparison):
    """Compares two versions of a picture, of which one may have been deleted."""

    def has_changed(self) -> bool:
        return bool(self.val_a != self.val_b)

    def htmlvalue(self, val: Any) -> Any:
        val = val if isinstance(val, dict) else self.block._image_to_struct_value(val)
        if val["image"] is None:
            return _("A picture that is no longer in the library, or was not chosen.")
        return super().htmlvalue(val)

    def htmldiff(self) -> Any:
        if self.val_a["image"] and self.val_b["image"]:
            return super().htmldiff()
        return format_html_join(
            "",
            '<div class="{}">{}</div>',
            (
                (kind, self.htmlvalue(val))
                for kind, val in ((DELETED, self.val_a), (NEW, self.val_b))
            ),
        )


class ComparedParts:
    """Makes of a block of several parts one that shows those that differ."""

    def get_comparison_class(self) -> type[PartsComparison]:
        return PartsComparison


class ComparedChoiceBlock(blocks.ChoiceBlock):
    """A choice that is compared in the words that an editor chose."""

    def get_comparison_class(self) -> type[ChoiceComparison]:
        return ChoiceComparison


def _list_elements(text: Any) -> list[Element] | None:
    """The paragraphs and lists of a rich text; ``None`` if words stand outside."""
    elements = list(read_text(text.source).elements)
    inside = " ".join(_read_words(each.html) for each in elements)
    return elements if inside == _read_words(text.source) else None


def _read_words(html: str) -> str:
    return " ".join(each.text for each in read_text(html).paragraphs if each.text)


def _diff_elements(old: list[Element], new: list[Element]) -> Iterator[Any]:
    """Mark what differs in paragraphs that stand in each other's place."""
    for before, now in zip_longest(old, new):
        one, other = (_read_words(each.html) if each else "" for each in (before, now))
        if one == other:
            yield format_html("{} ({})", other, _("a link or the look has changed"))
        else:
            yield diff_text(one, other).to_html()


def _compare(block: Any, *values: Any) -> Any:
    return get_comparison_class_for_block(block)(block, *values)


def _find_kind(comparison: Any) -> str:
    if comparison.is_new():
        return NEW
    return DELETED if comparison.is_deleted() else CHANGED


def _is_news(comparison: Any) -> bool:
    """Whether a comparison shows anything: a new block may be empty."""
    if _find_kind(comparison) == CHANGED:
        return bool(comparison.has_changed())
    value = comparison.val_b if comparison.is_new() else comparison.val_a
    return see(comparison.block, value) not in EMPTY


def _render(comparison: Any, kind: str) -> Any:
    if kind == CHANGED:
        return comparison.htmldiff()
    return comparison.htmlvalue(comparison.val_b if kind == NEW else comparison.val_a)


def _describe(child: Any, kind: str) -> str:
    """Name a block, and say in words what the colour says."""
    name = child.block.label
    if child.block_type == OWN_SECTION:
        # It is known by the heading that it was given.
        name = child.value["heading"] or name
    words = {NEW: _("%(name)s: added"), DELETED: _("%(name)s: deleted")}
    return words.get(kind, "%(name)s") % {"name": name}


def _find_partners(olds: list[Any], news: list[Any]) -> dict[int, Any]:
    """Find for each new block the old one that it was, by the identity of the new."""
    by_key = {(old.block_type, old.id): old for old in olds if old.id}
    partners = {
        id(new): old
        for new in news
        if (old := by_key.get((new.block_type, new.id))) is not None
    }
    taken = {id(old) for old in partners.values()}
    left: dict[str, tuple[list[Any], list[Any]]] = {}
    for side, versions in enumerate((olds, news)):
        for each in versions:
            if id(each) not in taken and id(each) not in partners:
                left.setdefault(each.block_type, ([], []))[side].append(each)
    for old, new in left.values():
        if len(old) == len(new) == 1:
            partners[id(new[0])] = old[0]
    return partners


def _list_own(body: Any) -> list[Any]:
    """What stands in the sections of a setting's own."""
    return [
        see(each.block, each.value) for each in body if each.block_type == OWN_SECTION
    ]


def _list_deleted(
    waiting: Iterator[Any], taken: set[int], until: Any = None
) -> Iterator[tuple[Any, Any]]:
    """The old blocks that are gone, up to one that is still there."""
    for old in waiting:
        if old is until:
            return
        if id(old) not in taken:
            yield old, _compare(old.block, True, False, old.value, None)


def _list_parts(parts: Any) -> SafeString:
    return format_html(
        "<dl>{}</dl>", format_html_join("\n", "<dt>{}</dt><dd>{}</dd>", parts)
    )
