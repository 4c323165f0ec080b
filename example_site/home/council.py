"""The example's council and its forty settings, as the files of ``content`` say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine, Template

from example_site.home.loading import Publisher
from wagtail_localoffer.choices import CouncilContact, Layout, SiteDelivery
from wagtail_localoffer.content import read
from wagtail_localoffer.content.answers import assess
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lookups import is_for
from wagtail_localoffer.models import LocalOfferPage, OfferMixin, QuestionsOfferPage

CONTENT = Path(__file__).resolve().parent / "content" / "council"

COUNCIL = Publisher(
    name="Alder Vale Council",
    slug="alder-vale-council",
    hostname="council.localhost",
    introduction=CONTENT / "introduction.txt",
    editor="officer",
    group="Directory editors",
    domain="aldervale.example",
    # It needn't write to itself about what it publishes.
    notices={"delivery": SiteDelivery.HOLD},
    council="Alder Vale Council (example)",
)

#: Councils that aren't real, and the settings are theirs.
COUNCILS: dict[str, dict[str, str]] = {
    "Alder Vale Council (example)": {
        "local_offer_url": "https://www.aldervale.example/local-offer",
        "contact_by": CouncilContact.SELF_SERVICE,
        "form_url": "https://www.aldervale.example/local-offer/update",
    },
    "Millbrook Council (example)": {
        "local_offer_url": "https://www.millbrook.example/local-offer",
        "update_email": "localoffer@millbrook.example",
    },
    "Tarnshaw Council (example)": {
        "local_offer_url": "https://www.tarnshaw.example/local-offer",
        "update_email": "localoffer@tarnshaw.example",
    },
}

#: Which of the settings are meant, by a name: a second copy of the site has the rest.
PARTS = {
    "all": slice(None),
    "first-thirty": slice(30),
    "last-ten": slice(-10, None),
    "none": slice(0),
}

#: What comes between two sections in a file of texts.
MARK = "<!-- "

#: What stands where a word is missing that a text needs.
MISSING = "(missing: %s)"

#: Fields of a setting that are those of its page.
FIELDS = (
    *("slug", "setting_name", "setting_type", "run_by", "address", "area"),
    *("telephone", "identifier_scheme", "identifier", "specialism"),
    *("minimum_age", "minimum_age_unit", "maximum_age"),
)


def build_offers(
    part: str, councils: dict[str, int], but: Container[str] = ()
) -> Iterator[OfferMixin]:
    """
    Build the offers of ``part`` of the settings, without saving them.

    :param part: a key of ``PARTS``.
    :param councils: the primary keys of the settings' councils, by their names.
    :param but: the slugs of those that are there already.
    """
    for setting, place in list(list_settings())[PARTS[part]]:
        if setting["slug"] not in but:
            yield build_offer(setting, place, councils[setting["council"]])


def list_settings() -> Iterator[tuple[dict[str, Any], int]]:
    """All settings, each with its number among those that share its texts."""
    places: Counter[str] = Counter()
    for setting in json.loads((CONTENT / "settings.json").read_text()):
        kind = get_texts_name(setting)
        yield setting, places[kind]
        places[kind] += 1


def get_texts_name(setting: dict[str, Any]) -> str:
    words: str = read_words()["types"][setting["setting_type"]]["texts"]
    return setting.get("form", words)


def build_offer(setting: dict[str, Any], place: int, council: int) -> OfferMixin:
    """Build one offer: the words of its setting, in one of the texts for its type."""
    kind = get_texts_name(setting)
    model = QuestionsOfferPage if kind == "questions" else LocalOfferPage
    framework = model.get_framework()
    contact = setting["contact"]
    texts = read_texts(kind)[place % len(read_texts(kind))]
    words = Context(find_words(setting), autoescape=False)
    blocks = {framework.contact.key: contact, "council_link": council}
    for section in framework.sections:
        if section.key in texts:
            blocks[section.key] = {
                "text": texts[section.key].render(words).strip(),
                "facts": find_facts(setting, framework, section.key),
                "more": [],
            }
    # Where families say what they think of it.
    praised = blocks.get("good_practice") or blocks["parent_involvement"]
    praised["more"] = [{"type": "quote", "value": setting["quote"]}]
    # In the order of a new page.
    names = [child.block_type for child in model().body]
    offer = model(
        title=setting["title"],
        live=False,
        show_in_menus=True,
        layout=setting.get("layout", Layout.ONE_PAGE),
        body=[
            {"type": name, "value": blocks[name]} for name in names if name in blocks
        ],
        **{name: setting[name] for name in FIELDS if name in setting},
    )
    offer.answers = choose_answers(offer)
    return offer


def find_facts(
    setting: dict[str, Any], framework: Framework, key: str
) -> dict[str, dict[str, str]]:
    """What a setting says of the facts of one section: ``yes: By the side door``."""
    found = {}
    [section] = [each for each in framework.sections if each.key == key]
    for fact in section.facts:
        said = setting["facts"].get(fact.key, "")
        if not said or not is_for(fact.setting_types, setting["setting_type"]):
            continue
        answer, _colon, note = said.partition(": ")
        found[fact.key] = (
            {"answer": answer, "note": note} if fact.has_answer else {"note": said}
        )
    return found


def find_words(setting: dict[str, Any]) -> dict[str, Any]:
    """What is filled in to a text: a setting's own words, then those of its type."""
    words, contact = read_words(), setting["contact"]
    council = words["councils"][setting["council"]]
    host = contact["email"].partition("@")[2]
    return {
        **words["run_by"][setting["run_by"]],
        **words["types"][setting["setting_type"]],
        **setting["text"],
        "name": setting["setting_name"],
        "senco": contact["name"],
        "email_link": f'<a href="mailto:{contact["email"]}">{contact["email"]}</a>',
        "phone_link": link_telephone(setting["telephone"]),
        "site": f"https://{host}",
        "council": {
            **council,
            "phone_link": link_telephone(council["telephone"]),
            "url": f"https://{council['site']}/",
        },
    }


def link_telephone(number: str) -> str:
    return f'<a href="tel:{number.replace(" ", "")}">{number}</a>'


def choose_answers(offer: OfferMixin) -> dict[str, dict[str, str]]:
    """Take the best suggestion for each item of the law, as somebody might by hand."""
    content = read(offer)
    return {
        state.requirement.key: choose(content, [state.passages[0].words])
        for state in assess(content).requirements
        if state.passages and not state.is_given
    }


@cache
def read_words() -> dict[str, Any]:
    words: dict[str, Any] = json.loads((CONTENT / "words.json").read_text())
    return words


@cache
def read_texts(kind: str) -> list[dict[str, Template]]:
    """The texts for one kind of setting: in each, a template for every section."""
    # What a setting doesn't say must be seen, and not leave a hole in a sentence.
    engine = Engine(autoescape=False, string_if_invalid=MISSING)
    found = []
    for path in sorted((CONTENT / "texts").glob(f"{kind}-*.html")):
        texts = {}
        for part in path.read_text().split(MARK)[1:]:
            key, _end, text = part.partition(" -->")
            texts[key] = engine.from_string(text)
        found.append(texts)
    return found
