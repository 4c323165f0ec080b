"""Complete, saved offers; a test takes one and removes one thing."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from wagtail.models import Page, Site

from wagtail_localoffer.frameworks import Framework, Section
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import Council, HealthServicePage, LocalOfferPage

_number = count(1)

SENCO = {
    "name": "Priya Nuttall",
    "job_title": "SENCO",
    "email": "senco@hawthornbank.example",
    "telephone": "01632 960014",
    "availability": "Monday to Thursday, 8:30am to 4pm",
}


#: What a primary school writes. There is nothing to be said against any of it.
TEXTS = {
    "good_practice": (
        "Our pupils with extra needs take part in everything we do. Last term a boy "
        "who could not sit with others read a story to his whole class. His family and "
        "ours were proud of him."
    ),
    "accessibility": (
        "You can reach every room without steps. There is an accessible toilet with a "
        "changing bench. We borrow equipment that a pupil needs. Pupils with a "
        "disability apply for a place like all others. We make reasonable adjustments, "
        "so that nobody is treated worse than others. Our accessibility plan says what "
        "comes next."
    ),
    "teaching": (
        "We teach pupils with autism, speech and language needs, dyslexia and hearing "
        "loss. We assess each pupil when they start. Every teacher plans lessons that "
        "all can follow, and we adapt lessons and rooms. Some pupils have extra help "
        "in a small group. We adapt the curriculum in each year. Our staff are "
        "trained, and a specialist teacher comes each week."
    ),
    "reviewing": (
        "We look at each pupil's progress every term, together with you. We set next "
        "steps at a review meeting. Each summer we find out how well our help works, "
        "and the governors ask what difference it made."
    ),
    "keeping_safe": (
        "An adult stands at both gates at the start and the end of the day. We check "
        "each trip before we go. We do not accept bullying. Tell any adult, and we "
        "will act on the same day."
    ),
    "health": (
        "The office keeps medicine in a locked box and writes down who took what. A "
        "nurse visits us each month. If a pupil is sad or worried, our learning mentor "
        "listens. We talk about feelings every week."
    ),
    "communication": (
        "If you have a worry, talk to the class teacher first. You find our policy on "
        "special educational needs on our website. If you want to complain, write to "
        "the headteacher. You will have an answer within ten school days."
    ),
    "working_together": (
        "We ask parents for their views twice a year. We ask pupils what helps them, "
        "and the school council tells the governors. We work with the health service, "
        "social care and charities. One teacher looks out for all children in care."
    ),
    "family_support": (
        "We help you with forms. Free and independent advice comes from the "
        "information, advice and support service for your area. You can call them or "
        "meet them at our school. We can tell you how to get help with travel."
    ),
    "transitions": (
        "Before pupils start, we visit them where they are. When they move to the next "
        "class, they meet the new teacher in July. In Year 6 we plan the move to high "
        "school with you, and pupils visit it three times."
    ),
    "activities": (
        "There is a club every day after school, from chess to football. Every pupil "
        "can join, and trips are open to all. We find an extra adult where one is "
        "needed, and you do not pay for that."
    ),
}


TEAM = {
    "name": "Bookings team",
    "area": "",
    "telephone": "01632 960160",
    "email": "therapy@aldervaletrust.example",
    "availability": "Monday to Friday, 9am to 5pm",
}

#: As a block of several contacts stores it.
TEAM_ITEM = {
    "type": "item",
    "value": TEAM,
    "id": "00000000-0000-4000-8000-00000000000a",
}

#: What a health service writes in the sections that it must write.
HEALTH_TEXTS = {
    "what_we_do": (
        "We help children who find it hard to talk, to listen or to understand. We "
        "meet each child, find out what they can do and plan what comes next. We also "
        "show the people around them how to help every day."
    ),
    "needs": "",
    "who_for": (
        "You can use this service if your child lives in Alder Vale and is 2 to 18 "
        "years old. Your child does not need a diagnosis. If you live somewhere else, "
        "call us, and we will tell you who can help you there."
    ),
    "getting_help": (
        "You can ask for help yourself. Call us, or fill in the form on our website. "
        "A teacher, a doctor or a health visitor can ask for you, if you agree. Tell "
        "us in your own words what your child finds hard."
    ),
    "decisions": (
        "Two therapists read each request within a week. They look at how much the "
        "need gets in the way of daily life, and at what has been tried already. If we "
        "can't help, we say why and tell you who can."
    ),
    "advice": (
        "Our website has ideas to try at home. You can talk to a therapist on our "
        "advice line on Tuesday afternoons. The council's information and advice "
        "service is free and independent. It helps with schools and plans."
    ),
    "feedback": (
        "Tell your therapist what went well and what did not. Our patient advice "
        "team helps if something is wrong. If you want to complain, write to the "
        "trust. It answers in writing within 25 working days."
    ),
}


def write(section: str) -> str:
    """The text of a section as the editor stores it."""
    text = {**TEXTS, **HEALTH_TEXTS}.get(section, "We have two rooms.")
    return f"<p>{text}</p>" if text else ""


def answer(section: Section) -> dict[str, dict[str, str]]:
    """The first of a section's facts, answered with yes."""
    return {section.facts[0].key: {"answer": "yes", "note": ""}}


def lancashire() -> Council:
    """The council that a migration ships; put back where a test emptied its table."""
    council, _created = Council.objects.get_or_create(
        name="Lancashire County Council",
        defaults={
            "local_offer_url": "https://www.lancashire.gov.uk/SEND",
            "update_email": "Lancashirelocaloffer@lancashire.gov.uk",
        },
    )
    return council


def complete_body(
    framework: Framework = LANCASHIRE, **changes: Any
) -> list[dict[str, Any]]:
    """
    The raw data of a complete body.

    ``changes`` replace the values of blocks by their names; ``None`` takes a block out.
    """
    is_one = framework.contact.key == "senco_contact"
    values: dict[str, Any] = {
        framework.contact.key: SENCO if is_one else [TEAM_ITEM],
        "council_link": lancashire().pk,
        **{
            section.key: {
                "text": write(section.key),
                "more": [],
                **({"facts": answer(section)} if section.facts_suffice else {}),
            }
            for section in framework.sections
            if section.required
        },
    }
    values.update(changes)
    return [
        {"type": name, "value": value}
        for name, value in values.items()
        if value is not None
    ]


def complete_offer(
    *, model: type[Any] = LocalOfferPage, parent: Page | None = None, **changes: Any
) -> Any:
    """
    Return a saved, valid, unpublished offer under the default site's root.

    ``changes`` are values for the fields of the page.
    """
    values: dict[str, Any] = {
        "setting_name": "Hawthorn Bank Primary School",
        "setting_type": "primary",
        "run_by": "council",
        "identifier_scheme": "urn",
        "identifier": "123456",
        "minimum_age": 3,
        "maximum_age": 11,
        "address": "Mill Lane\nAlderbeck\nLancashire",
        "telephone": "01632 960010",
        "body": complete_body(),
    }
    values.update(changes)
    is_at_home = values["setting_type"] == "childminder"
    if values.get("address_is_private", is_at_home):
        # In place of the address, which isn't for the public.
        values.setdefault("area", "Alderbeck, ZZ1")
    return _save(model, parent, values)


def complete_health_service(
    *, model: type[Any] = HealthServicePage, parent: Page | None = None, **changes: Any
) -> Any:
    """Return a saved, valid, unpublished service, like :func:`complete_offer`."""
    values: dict[str, Any] = {
        "setting_name": "Speech and language therapy",
        "also_called": "SALT, speech therapy",
        "provider_name": "Alder Vale Community NHS Trust",
        "ods_code": "X9Z",
        "commissioner": "Alder Vale Integrated Care Board",
        "commissioner_date": date(2026, 10, 1),
        "minimum_age": 2,
        "maximum_age": 18,
        "age_exceptions": "up to 19 in a special school",
        "areas": "Alder Vale\nHawthorn District",
        "waiting_time": "about 12 weeks",
        "waiting_time_date": date(2026, 10, 31),
        "reviewed_by_role": "Service lead",
        "body": complete_body(HEALTH),
    }
    return _save(model, parent, {**values, **changes})


def _save(model: type[Any], parent: Page | None, values: dict[str, Any]) -> Any:
    number = next(_number)
    defaults: dict[str, Any] = {
        "title": f"Our local offer {number}",
        "slug": f"our-local-offer-{number}",
        "live": False,
    }
    parent = parent or Site.objects.get(is_default_site=True).root_page
    offer = parent.add_child(instance=model(**{**defaults, **values}))
    # It has just been looked through.
    offer.save_revision(clean=False)
    return offer


def without(offer: Any, block_name: str) -> Any:
    """Save ``offer`` as a draft with the block of that name gone, and return it."""
    offer.body = [
        block for block in offer.body.get_prep_value() if block["type"] != block_name
    ]
    return save_draft(offer)


def save_draft(offer: Any) -> Any:
    """Save ``offer`` as the editor's "Save draft" does, and return it."""
    # The one in hand may be older than the last publication.
    offer.live = type(offer).objects.filter(pk=offer.pk, live=True).exists()
    if not offer.live:
        offer.save(clean=False)
    offer.save_revision(clean=False)
    return offer
