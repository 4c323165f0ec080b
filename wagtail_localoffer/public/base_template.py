"""What a base template has for an offer, read without making a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.template import Context, Template
from django.template.base import Node, NodeList, TextNode
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode

#: An offer puts its own in their place, and so in the place of all that is in them.
REPLACED = frozenset({"content", "description", "title"})


def climb(name: str) -> Iterator[Template]:
    """The template of that name, what it extends, and so on as far as one can tell."""
    # Offers look for it in the engine that they are found by.
    offer = get_template("wagtail_localoffer/local_offer_page.html")
    engine = getattr(getattr(offer, "template", None), "engine", None)
    if engine is None:
        # The project's own, for another engine than Django's.
        return
    template = engine.get_template(name)
    # It remembers what was extended, so that one may extend its namesake.
    context = Context()
    with context.bind_template(template):
        yield template
        while extends := _find_extends(template):
            parent = extends.parent_name
            if not isinstance(parent.var, str) or parent.filters:
                # It is known when the page is made.
                return
            template = extends.get_parent(context)
            yield template


def is_root(template: Template) -> bool:
    return _find_extends(template) is None


def _find_extends(template: Template) -> Any:
    return next(iter(template.nodelist.get_nodes_by_type(ExtendsNode)), None)


def list_shown_blocks(ancestry: list[Template]) -> set[str]:
    """
    The blocks that are shown, and so may be filled.

    A block that no parent has is not shown, nor is one within a block that a child, or
    the offer itself, replaces. One within a condition counts.
    """
    definitions: dict[str, list[BlockNode]] = {}
    for template in ancestry:
        block: Any
        for block in template.nodelist.get_nodes_by_type(BlockNode):
            definitions.setdefault(block.name, []).append(block)
    shown: set[str] = set()

    def show(nodes: NodeList) -> None:
        for node in _walk(nodes):
            if not isinstance(node, BlockNode) or node.name in shown:
                continue
            shown.add(node.name)
            if node.name in REPLACED:
                continue
            for definition in definitions.get(node.name, [node]):
                show(definition.nodelist)
                if not _shows_super(definition):
                    break

    show(ancestry[-1].nodelist)
    return shown


def _shows_super(block: BlockNode) -> bool:
    return any(
        "block.super" in node.token.contents
        for node in _walk(block.nodelist)
        if node.token and not isinstance(node, TextNode)
    )


def _walk(nodes: NodeList) -> Iterator[Node]:
    """All nodes but those within a block. A project's tag may hold nodes anywhere."""
    for node in nodes:
        yield node
        if not isinstance(node, BlockNode):
            for name in {*node.child_nodelists, *vars(node)}:
                if isinstance(inside := getattr(node, name, None), NodeList):
                    yield from _walk(inside)
