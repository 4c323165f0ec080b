"""All rules of advice, in the order in which an editor reads it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice import (
    abbreviations,
    dates,
    files,
    jargon,
    links,
    people,
    placeholders,
    private_details,
    prompts,
    repetitions,
    sentences,
    website,
)
from wagtail_localoffer.compliance.advice.rule import (
    CONTACT_WORDS,
    IN_ENGLISH,
    LINK,
    OFFER,
    OWN_WORDS,
    PARAGRAPHS,
    PART,
    UNQUOTED,
    Rule,
)
from wagtail_localoffer.frameworks.choices import TermKind

LEFTOVERS = (
    Rule(
        code="placeholder_left",
        looks_at=PARAGRAPHS | CONTACT_WORDS,
        find=placeholders.find_placeholder,
        message=_("Something is still to be filled in here. Write it or delete it."),
    ),
    Rule(
        code="placeholder_left",
        looks_at=PART,
        find=placeholders.find_unfinished,
        message=_(
            "Nothing follows this colon. Write what belongs there, or delete the line."
        ),
    ),
    Rule(
        code="web_leftover",
        looks_at=PART,
        find=website.find_web_leftovers,
        message=_(
            "This looks like a piece of a web page that came along when the text was "
            "copied, such as a menu or a button. Delete it. If it was a link, link to "
            "the page or the document by its name."
        ),
    ),
    Rule(
        code="instruction_left",
        looks_at=UNQUOTED,
        find=placeholders.find_instruction,
        message=_(
            "This looks like an instruction for filling in a form. Delete it, and "
            "keep only what families need."
        ),
    ),
)

PROMPTS = (
    Rule(
        code="prompt_left",
        looks_at=PART,
        find=prompts.find_prompts,
        message=_(
            "These are the questions that help you to write. Put your answers in "
            "their place."
        ),
    ),
)

REPEATED = (
    Rule(
        code="said_twice",
        looks_at=OFFER,
        find=repetitions.find_repeated,
        message=_("This section says this twice. Delete one of the two."),
    ),
)

PRIVATE_DETAILS = (
    Rule(
        code="person_named",
        looks_at=IN_ENGLISH,
        find=people.find_named_child,
        message=_(
            "People may recognise a child here. Write it without the name and without "
            "what gives the child away, such as “a pupil with epilepsy”. If the family "
            "has agreed in writing, you may keep it."
        ),
    ),
    Rule(
        code="mobile_number",
        looks_at=PARAGRAPHS | {"telephone", "availability"},
        find=private_details.find_mobile,
        message=_(
            "This looks like a mobile number. Give the number of your setting, "
            "rather than somebody’s own."
        ),
    ),
    Rule(
        code="personal_email",
        looks_at=PARAGRAPHS | {"email", "availability"},
        find=private_details.find_personal_email,
        message=_(
            "“{email}” is with a free email service. If your setting has an "
            "address of its own, such as send@setting.example, give that."
        ),
    ),
)

CONTACTS = (
    Rule(
        code="contact_differs",
        looks_at=OWN_WORDS,
        find=people.find_other_senco,
        message=_(
            "The text has {person} as the SENCO, and the contact has {name}. Correct "
            "the "
            "one that is out of date, or say what each of them does."
        ),
    ),
)

DATES = (
    Rule(
        code="date_past",
        looks_at=UNQUOTED | CONTACT_WORDS,
        find=dates.find_past,
        message=_(
            "This may be out of date. Check whether it still holds, and change or "
            "delete it."
        ),
    ),
)

LINKS = (
    Rule(
        code="link_text_vague",
        looks_at=LINK,
        find=links.find_vague,
        message=_(
            "Say in the words of this link where it leads, such as “our "
            "accessibility plan”. Screen readers read links out on their own."
        ),
        source=_("WCAG 2.2, 2.4.4 Link purpose (in context)"),
    ),
    Rule(
        code="link_dead",
        looks_at=LINK,
        find=links.find_dead,
        message=_(
            "This link leads nowhere. Choose where it should go, or take it out."
        ),
    ),
    Rule(
        code="link_other_council",
        looks_at=LINK,
        find=links.find_other_council,
        message=_(
            "This isn’t the local offer of your own council, which is {url}. "
            "Change the link, unless you mean another council’s."
        ),
    ),
    Rule(
        code="link_dead",
        looks_at=PARAGRAPHS,
        find=links.find_impossible,
        message=_(
            "There is no such address as “{address}”. Check how it is spelt, and "
            "correct it."
        ),
    ),
    Rule(
        code="link_dead",
        looks_at=PART,
        find=links.find_dead_documents,
        message=_("This document is gone. Choose another, or take it out."),
    ),
)

PICTURES = (
    Rule(
        code="alt_text_missing",
        looks_at=PART,
        find=files.find_silent_picture,
        message=_(
            "Describe the picture for people who can’t see it, or mark it as "
            "decorative."
        ),
        source=_("WCAG 2.2, 1.1.1 Non-text content"),
    ),
)

DOCUMENTS = (
    Rule(
        code="document_only",
        looks_at=PART,
        find=files.find_files_alone,
        message=_(
            "Many families can’t open a document on a phone. Put what matters in "
            "the text, or say where it can be read as a web page."
        ),
    ),
)

WORDS = (
    Rule(
        code="jargon",
        looks_at=OFFER,
        find=jargon.find_jargon,
        message=jargon.MESSAGES[TermKind.JARGON][0],
    ),
    Rule(
        code="term_abolished",
        looks_at=PART,
        find=jargon.find_abolished,
        message=jargon.MESSAGES[TermKind.ABOLISHED][0],
    ),
    Rule(
        code="term_dated",
        looks_at=PART,
        find=jargon.find_dated,
        message=jargon.MESSAGES[TermKind.DATED][0],
    ),
    Rule(
        code="abbreviation_unexplained",
        looks_at=OFFER,
        find=abbreviations.find_unexplained,
        message=_(
            "The first time you use “{word}”, write out what it means, with "
            "“{word}” in brackets after it."
        ),
        source=_("GOV.UK style guide: abbreviations and acronyms"),
    ),
)

READABILITY = (
    Rule(
        code="reading_age_high",
        looks_at=OFFER,
        find=sentences.find_hard_sections,
        message=_(
            "Of all sections, this one would gain most from easier words: it suits "
            "readers aged about {age}, and the aim is {limit}. Shorten this sentence "
            "first."
        ),
        source=_("SEND Code of Practice, paragraph 6.81"),
    ),
    Rule(
        code="sentence_long",
        looks_at=PART,
        find=sentences.find_long_sentences,
        message=_(
            "This sentence has {number} words. Split it, so that none has more "
            "than {limit}."
        ),
        source=_("GOV.UK: Writing for GOV.UK"),
    ),
)


RULES = (
    *(LEFTOVERS, PROMPTS, REPEATED, PRIVATE_DETAILS, CONTACTS, DATES, LINKS, PICTURES),
    *(DOCUMENTS, WORDS, READABILITY),
)
