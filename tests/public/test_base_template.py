"""What ``check`` finds of a base template is what Django shows of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.template.loader import render_to_string
from django.test import SimpleTestCase, override_settings
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from wagtail_localoffer.checks import BLOCKS, check_base_template

NAMES = ("content", *BLOCKS)
BASE = "base.html"
#: What a page of an offer does with its base template.
PAGE = "{% block description %}{% endblock %}" + "".join(
    f"{{% block {name} %}}{'{{ block.super }}' if name.startswith('extra') else ''}"
    f"<{name}>{{% endblock %}}"
    for name in NAMES
)
ALL = "".join(f"{{% block {name} %}}{{% endblock %}}" for name in NAMES)
HEAD = ALL.replace("{% block content %}{% endblock %}", "")

#: Templates from the base template to the root, and the blocks that are not shown.
#: All have the same name, as have those that take the place of others.
SHAPES: dict[str, tuple[list[str], set[str]]] = {
    "all": ([ALL], set()),
    "its namesake has all": (["{% extends 'base.html' %}", ALL], set()),
    "its namesake has one only": (
        ["{% extends 'base.html' %}", "{% block content %}{% endblock %}"],
        set(BLOCKS),
    ),
    "three of one name": (
        ["{% extends 'base.html' %}", "{% extends 'base.html' %}", HEAD],
        {"content"},
    ),
    "a block that no parent has": (["{% extends 'base.html' %}" + ALL, ""], set(NAMES)),
    "within a block that the parent has": (
        [
            "{% extends 'base.html' %}{% block body %}" + ALL + "{% endblock %}",
            "{% block body %}{% endblock %}",
        ],
        set(),
    ),
    "within a block that the child replaces": (
        [
            "{% extends 'base.html' %}{% block body %}{% endblock %}",
            HEAD + "{% block body %}{% block content %}{% endblock %}{% endblock %}",
        ],
        {"content"},
    ),
    "within a block that the child adds to": (
        [
            "{% extends 'base.html' %}{% block body %}"
            "{% if block.super %}{{ block.super }}{% endif %}{% endblock %}",
            HEAD + "{% block body %}{% block content %}{% endblock %}{% endblock %}",
        ],
        set(),
    ),
    "the words block.super are no tag": (
        [
            "{% extends 'base.html' %}{% block body %}block.super{% endblock %}",
            HEAD + "{% block body %}{% block content %}{% endblock %}{% endblock %}",
        ],
        {"content"},
    ),
    "within a condition": (["{% if 1 %}" + ALL + "{% endif %}"], set()),
    "within the other branch": (["{% if 0 %}{% else %}" + ALL + "{% endif %}"], set()),
    "within a loop over nothing": (
        ["{% for it in '' %}{% empty %}" + ALL + "{% endfor %}"],
        set(),
    ),
    "within a kept fragment": (
        ["{% load cache %}{% cache 0 x %}" + ALL + "{% endcache %}"],
        set(),
    ),
    "within a template that is included": (["{% include 'all.html' %}"], set(NAMES)),
    "within a block that the offer replaces": (
        ["{% block content %}{% block title %}{% endblock %}{% endblock %}"],
        {"title", "extra_css", "extra_head"},
    ),
    "within a block that the offer adds to": (
        [
            "{% block extra_head %}{% block extra_css %}{% endblock %}{% endblock %}"
            "{% block title %}{% endblock %}{% block content %}{% endblock %}"
        ],
        set(),
    ),
    "in a comment": (["{% comment %}" + ALL + "{% endcomment %}"], set(NAMES)),
}

EXTENDS = "{% extends 'base.html' %}"


@contextmanager
def found(*templates: str, **others: str) -> Iterator[None]:
    """Let each be found as the base template, if those before it are left out."""
    [engine] = settings.TEMPLATES
    first = {"page.html": EXTENDS + PAGE, "all.html": ALL}
    named = {f"{name}.html": text for name, text in others.items()}
    loaders = [
        ("django.template.loaders.locmem.Loader", each)
        for each in ({**first, **named}, *({BASE: text} for text in templates))
    ]
    loaders.append("django.template.loaders.app_directories.Loader")
    options = {**engine["OPTIONS"], "loaders": loaders}
    with override_settings(
        TEMPLATES=[{**engine, "APP_DIRS": False, "OPTIONS": options}],
        WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": BASE},
    ):
        yield


def list_missing() -> set[str]:
    """The blocks that ``check`` says are missing."""
    messages = check_base_template()
    assert all(each.id[-4:] in ("E005", "W001") for each in messages), messages
    return {name for name in NAMES for it in messages if f"block {name!r}" in it.msg}


def list_not_shown() -> set[str]:
    page = render_to_string("page.html")
    return {name for name in NAMES if f"<{name}>" not in page}


def check() -> checks.CheckMessage:
    [message] = check_base_template()
    return message


class ShapeTests(SimpleTestCase):
    def test_a_block_is_missing_where_a_page_does_not_show_it(self) -> None:
        for shape, (templates, missing) in SHAPES.items():
            with self.subTest(shape), found(*templates):
                self.assertEqual(list_not_shown(), missing)
                self.assertEqual(list_missing(), missing)

    def test_a_parent_that_is_known_when_the_page_is_made_can_not_be_told(self) -> None:
        for parent in ("layout", "layout|default:'all.html'", "'all.html'|lower"):
            for templates in (
                [f"{{% extends {parent} %}}"],
                [EXTENDS, f"{{% extends {parent} %}}"],
            ):
                with self.subTest(templates), found(*templates):
                    message = check()
                    self.assertEqual(message.id, "wagtail_localoffer.I002")
                    self.assertIn(BASE, message.msg)
                    self.assertFalse(message.is_serious())

    def test_a_parent_that_is_not_there_is_named(self) -> None:
        for templates, parent in (
            (["{% extends 'no.html' %}"], "no.html"),
            ([EXTENDS], BASE),
            ([EXTENDS, EXTENDS], BASE),
            (["{% extends 'circle.html' %}"], BASE),
        ):
            with self.subTest(templates), found(*templates, circle=EXTENDS):
                message = check()
                self.assertEqual(message.id, "wagtail_localoffer.E002")
                self.assertIn(f"extends {parent!r}, which can’t be found", message.msg)

    def test_a_template_that_can_not_be_read_is_an_error(self) -> None:
        for templates in (
            ["{% no_such_tag %}"],
            [EXTENDS, "{% block title %}"],
            ["{% extends '' %}"],
            ["{% extends 'wagtail_localoffer' %}"],
        ):
            with self.subTest(templates), found(*templates):
                message = check()
                self.assertEqual(message.id, "wagtail_localoffer.E002")
                self.assertIn("can’t be read", message.msg)


class OtherEngineTests(SimpleTestCase):
    """Where a project has a second engine, here the one of Django's that is no more."""

    def use(self, name: str) -> Any:
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(ALL)
        other = {
            "BACKEND": "django.template.backends.dummy.TemplateStrings",
            "DIRS": [folder],
        }
        return override_settings(
            TEMPLATES=[other, *settings.TEMPLATES],
            WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": name},
        )

    def test_a_base_template_of_another_engine_is_not_found_by_an_offer(self) -> None:
        with self.use("frame.html"):
            message = check()
        self.assertEqual(message.id, "wagtail_localoffer.E002")
        self.assertIn("Django’s engine", message.hint)

    def test_where_offers_are_another_engine_s_nothing_can_be_told(self) -> None:
        with self.use("wagtail_localoffer/local_offer_page.html"):
            self.assertEqual(check().id, "wagtail_localoffer.I002")


#: A tree of blocks: the name of each, whether it shows its parent's, what is in it.
trees = st.recursive(
    st.just([]),
    lambda inside: st.lists(
        st.tuples(
            st.sampled_from([*NAMES, "body", "description"]), st.booleans(), inside
        ),
        max_size=3,
    ),
    max_leaves=6,
)


def write(tree: list[Any], used: set[str]) -> str:
    text = ""
    for name, is_super, inside in tree:
        # Django takes each name once in a template.
        if name not in used:
            used.add(name)
            text += f"{{% block {name} %}}{'{{ block.super }}' if is_super else ''}"
            text += f"{write(inside, used)}{{% endblock %}}"
    return text


class ChainTests(SimpleTestCase):
    @given(st.lists(trees, min_size=1, max_size=4))
    @trials(max_examples=60, deadline=None, derandomize=True)
    def test_any_chain_of_templates_is_read_as_django_shows_it(
        self, chain: list[Any]
    ) -> None:
        templates = [EXTENDS + write(tree, set()) for tree in chain]
        templates[-1] = templates[-1].removeprefix(EXTENDS)
        with found(*templates):
            self.assertEqual(list_missing(), list_not_shown())
