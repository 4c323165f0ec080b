"""
The fourteen questions that many councils ask, with our own questions below each.

They are worded for nurseries; others put their own words for the setting and for the
children. What Lancashire's sections ask as well is asked in the same words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import (
    Fact,
    Framework,
    Prompt,
    Section,
    split_words,
)
from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.frameworks.family_questions import FAMILY_QUESTIONS
from wagtail_localoffer.frameworks.glossary import GLOSSARY
from wagtail_localoffer.frameworks.lancashire import (
    CHILDRENS_CENTRES,
    COLLEGE,
    LANCASHIRE,
    NURSERIES,
    SCHOOLS,
)
from wagtail_localoffer.frameworks.statutory import REQUIREMENTS
from wagtail_localoffer.frameworks.taking_part import TAKING_PART
from wagtail_localoffer.frameworks.words import WORDS

_Part = TypeVar("_Part", Prompt, Fact)

_SECTIONS = {section.key: section for section in LANCASHIRE.sections}


def _ask(section: str, *words: str) -> tuple[Prompt, ...]:
    """The questions of one of Lancashire's sections that such words answer."""
    prompts = _SECTIONS[section].prompts
    for word in words:
        if not any(word in prompt.words for prompt in prompts):
            raise LookupError(f"No question of {section!r} is answered by {word!r}.")
    return tuple(
        _limit(each, section) for each in prompts if not {*words}.isdisjoint(each.words)
    )


def _list_facts(section: str) -> tuple[Fact, ...]:
    """What families compare in it, so that they can compare it with these offers."""
    return tuple(_limit(each, section) for each in _SECTIONS[section].facts)


def _limit(part: _Part, section: str) -> _Part:
    """Ask only the types of setting that have its section there."""
    types = _SECTIONS[section].setting_types
    if part.setting_types or not types:
        return part
    return replace(part, setting_types=types)


#: Where each requirement is answered, its home first.
ANSWERED_IN: dict[str, tuple[str, ...]] = {
    "schedule-1.1": ("identification", "specialists", "staff_support"),
    "schedule-1.2": ("identification", "progress"),
    "schedule-1.3a": ("progress", "support_decisions", "resources"),
    "schedule-1.3b": ("progress", "parent_involvement"),
    "schedule-1.3c": ("curriculum", "staff_support"),
    "schedule-1.3d": ("curriculum", "accessibility"),
    "schedule-1.3e": ("staff_support", "support_decisions", "resources"),
    "schedule-1.3f": ("activities",),
    "schedule-1.3g": ("wellbeing", "activities"),
    "schedule-1.4": ("senco_contact",),
    "schedule-1.5": ("staff_training", "specialists"),
    "schedule-1.6": ("accessibility", "resources"),
    "schedule-1.7": ("parent_involvement", "progress"),
    "schedule-1.8": ("wellbeing", "parent_involvement", "progress"),
    "schedule-1.9": ("further_information", "parent_involvement"),
    "schedule-1.10": ("specialists", "wellbeing"),
    "schedule-1.11": ("further_information", "parent_involvement"),
    "schedule-1.12": ("transitions",),
    "schedule-1.13": ("council_link", "further_information"),
    "section-69.d1": ("transitions", "accessibility"),
    "section-69.d2": ("accessibility", "wellbeing"),
    "section-69.d3": ("accessibility",),
    "section-69.d4": ("accessibility",),
    "code-6.80": ("specialists", "wellbeing", "parent_involvement"),
    "code-6.81": ("further_information", "identification"),
    "code-6.82": ("curriculum",),
}


FOURTEEN_QUESTIONS = Framework(
    source=_("The fourteen questions that councils ask settings to answer"),
    sections=(
        Section(
            key="identification",
            heading=_(
                "How does the {setting} know if {children} need extra help and what "
                "should I do if I think my {own_child} may have special educational "
                "needs?"
            ),
            anchor="identification",
            prompts=(
                *_ask("teaching", "areas of need"),
                *_ask("teaching", "notice"),
                *_ask("teaching", "two year check"),
                Prompt(
                    text=_(
                        "How do you learn what the family, an earlier setting or a "
                        "health service knows already?"
                    ),
                    words=split_words(
                        "last school, previous school, primary school, "
                        "earlier setting, last setting, previous setting, "
                        "nursery tells, nurseries tell, school tells, passed on, "
                        "pass on, their records, health visitor, when they start, "
                        "when they join, before they start, before they join, "
                        "you tell us, parents tell us, know your child, "
                        "knows your child"
                    ),
                ),
                Prompt(
                    text=_(
                        "Whom should a family tell if they think that a {child} needs "
                        "more help, and what happens then?"
                    ),
                    words=split_words(
                        "speak to, talk to, tell us, tell the, tell your, contact, "
                        "ring us, call us, email, come and see, come in, appointment, "
                        "if you are worried, if you think, if you have"
                    ),
                ),
                Prompt(
                    text=_("How soon do you tell a family what you have noticed?"),
                    words=split_words(
                        "we tell you, we will tell you, we speak to you, "
                        "we talk to you, speak with you, speak with parents, "
                        "talk with you, talk with parents, invite you, invite parents, "
                        "parents are told, you are told, let you know, "
                        "let parents know, contact you, contact parents, "
                        "we call you, we ring you, same day, same week, within a week, "
                        "straight away"
                    ),
                ),
            ),
            facts=_list_facts("teaching"),
        ),
        Section(
            key="staff_support",
            heading=_("How will {setting} staff support my {own_child}?"),
            anchor="staff-support",
            prompts=(
                *_ask("the_setting", "room leader", "group leader"),
                Prompt(
                    text=_(
                        "Who plans the help for a {child} and sees that it happens?"
                    ),
                    words=split_words(
                        "oversee, in charge, is responsible, are responsible, plans, "
                        "co-ordinat, coordinat, leads on, makes sure, see that, "
                        "class teacher, key person, personal tutor"
                    ),
                ),
                *_ask("the_setting", "each room"),
                *_ask("teaching", "extra adult"),
                Prompt(
                    text=_("How often is there extra help, and for how long?"),
                    words=split_words(
                        "minutes, an hour, hours a week, times a week, once a week, "
                        "twice a week, every day, each day, daily, each week, "
                        "every week, weekly, six weeks, half a term, each term"
                    ),
                ),
                Prompt(
                    text=_("Who explains to the family what is done, and when?"),
                    words=split_words(
                        "explain, tell you, tell parents, tells you, tells parents, "
                        "meet you, meet parents, meets you, meets parents, show you, "
                        "shows you, send you, give you a copy, gives you, "
                        "write to you, share the plan, discuss, talk through, "
                        "go through"
                    ),
                ),
                Prompt(
                    text=_(
                        "What do the {governors} do to make sure that the help is good?"
                    ),
                    words=split_words(
                        "governor, governing, trustee, committee, owner, board, "
                        "the council, charity"
                    ),
                    setting_types=(
                        *NURSERIES,
                        *CHILDRENS_CENTRES,
                        *SCHOOLS,
                        *COLLEGE,
                    ),
                ),
            ),
        ),
        Section(
            key="curriculum",
            heading=_("How will the curriculum be matched to my {own_child}’s needs?"),
            anchor="curriculum",
            prompts=(
                *_ask("teaching", "eyfs", "entry level", "interns"),
                *_ask("teaching", "differentiat"),
                Prompt(
                    text=_(
                        "What do you change when something is too hard or too easy for "
                        "a {child}?"
                    ),
                    words=split_words(
                        "too hard, too easy, too difficult, small steps, "
                        "smaller steps, break down, broken down, simpl, harder, "
                        "easier, stretch, challenge, slower, at their own pace, "
                        "own speed, own level, right level, repeat, again and again, "
                        "matched, adapt, differentiat"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do pictures, objects, signs or other materials help "
                        "{children} to understand?"
                    ),
                    words=split_words(
                        "picture, photo, object, symbol, signs, signing, makaton, "
                        "visual, word bank, word mat, overlay, coloured paper, number "
                        "line, cubes, large print, recording, audio, video, tablet"
                    ),
                ),
                *_ask("teaching", "by themselves"),
                *_ask("teaching", "national test", "access arrangement"),
            ),
        ),
        Section(
            key="progress",
            heading=_(
                "How will both you and I know how my {own_child} is doing and how will "
                "you help me to support my {own_child}’s learning?"
            ),
            anchor="progress",
            prompts=(
                *_ask("working_together", "gesture"),
                *_ask("reviewing", "track", "annual review", "assess plan do"),
                *_ask("reviewing", "contribut", "chair"),
                *_ask("reviewing", "evaluat"),
                *_ask("communication", "handover"),
                *_ask("communication", "parents’ evening", "tutorial"),
                Prompt(
                    text=_("How do you help a family to support learning at home?"),
                    words=split_words(
                        "at home, homework, home learning, workshop, borrow, lend, "
                        "games, ideas, library, websites, reading book, practise, "
                        "practice, show parents how, show you how, course for parents"
                    ),
                ),
            ),
        ),
        Section(
            key="wellbeing",
            heading=_(
                "What support will there be for my {own_child}’s overall well being?"
            ),
            anchor="wellbeing",
            prompts=(
                *_ask("health", "mood", "listen"),
                *_ask("working_together", "have their say"),
                *_ask("keeping_safe", "bully"),
                *_ask("keeping_safe", "handover", "may collect", "lanyard"),
                *_ask("health", "medicine", "medical plan", "emergenc", "allerg"),
            ),
        ),
        Section(
            key="specialists",
            heading=_(
                "What specialist services and expertise are available at or accessed "
                "by the {setting}?"
            ),
            anchor="specialists",
            prompts=(
                *_ask("the_setting", "baby massage"),
                *_ask("health", "physio"),
                *_ask("working_together", "health visitor"),
                Prompt(
                    text=_("Who of your own staff has special knowledge, and of what?"),
                    words=split_words(
                        "specialis, expert, qualified, trained in, experience, "
                        "knowledge, years of work, skilled, speaks, signs, our own, "
                        "degree, works here, on our staff, of our staff, diploma, "
                        "national award"
                    ),
                ),
                Prompt(
                    text=_(
                        "How does a {child} come to be seen by a specialist, and how "
                        "do you ask the family first?"
                    ),
                    words=split_words(
                        "refer, consent, permission, you agree, parents agree, "
                        "agreement, ask you, ask parents, with you first, "
                        "we apply, fill in a form, waiting"
                    ),
                ),
                *_ask("working_together", "virtual school"),
            ),
        ),
        Section(
            key="staff_training",
            heading=_(
                "What training do the staff supporting {children} with SEND have?"
            ),
            anchor="staff-training",
            prompts=(
                *_ask("the_setting", "my husband"),
                *_ask("teaching", "inset"),
                *_ask("health", "catheter"),
                Prompt(
                    text=_(
                        "What training have staff had lately, and what is planned next?"
                    ),
                    words=split_words(
                        "this year, last year, next year, this term, last term, "
                        "next term, lately, recent, planned, plan to, will be trained, "
                        "will train, every year, each year, every three years, "
                        "refresh, up to date, in january, in march, in june, in july, "
                        "in september, in october, in november, autumn, spring, summer"
                    ),
                ),
                Prompt(
                    text=_("How do new staff and helpers learn what a {child} needs?"),
                    words=split_words(
                        "new staff, new teacher, new colleague, induction, volunteer, "
                        "supply, student teacher, helper, newly, when they begin, "
                        "before they begin, one page profile, shadow, mentor, handover"
                    ),
                ),
            ),
        ),
        Section(
            key="activities",
            heading=_(
                "How will my {own_child} be included in activities outside the "
                "classroom including school trips?"
            ),
            anchor="activities",
            prompts=(
                *_SECTIONS["activities"].prompts,
                *_ask("keeping_safe", "risk", "cots"),
                *_ask("keeping_safe", "outing", "swimming", "placement", "playtime"),
            ),
            facts=_list_facts("activities"),
        ),
        Section(
            key="accessibility",
            heading=_("How accessible is the {setting} environment?"),
            anchor="accessibility",
            prompts=(
                *_ask("the_setting", "my home"),
                *(
                    each
                    for each in _SECTIONS["accessibility"].prompts
                    if each not in _ask("accessibility", "oversubscri")
                ),
                *_ask("family_support", "transport"),
            ),
            facts=_list_facts("accessibility"),
        ),
        Section(
            key="transitions",
            heading=_(
                "How will you prepare and support my {own_child} to join the "
                "{setting}, transfer to a new setting or school or the next stage of "
                "education and life?"
            ),
            anchor="transitions",
            prompts=(
                *_ask("accessibility", "oversubscri"),
                *_ask("teaching", "dually"),
                *_SECTIONS["transitions"].prompts,
            ),
        ),
        Section(
            key="resources",
            heading=_(
                "How are the {setting}’s resources allocated and matched to "
                "{childrens} special educational needs?"
            ),
            anchor="resources",
            prompts=(
                Prompt(
                    text=_(
                        "What do you have for special educational needs: which money, "
                        "which people, which rooms?"
                    ),
                    words=split_words(
                        "budget, funding, funds, money, grant, premium, we have a, "
                        "we have two, we have three, employ, pays for, paid for, "
                        "sensory room, quiet room"
                    ),
                ),
                Prompt(
                    text=_("Who decides what it is spent on, and when?"),
                    words=split_words(
                        "decide, decision, agree, plans the, sets the budget, "
                        "each spring, each year, every year, each term, every term, "
                        "governor, headteacher, manager, principal, committee"
                    ),
                ),
                Prompt(
                    text=_("How do you make sure that those get most who need most?"),
                    words=split_words(
                        "need most, most need, needs most, greatest need, priorit, "
                        "according to need, matched to, depends on, depending on, "
                        "fairly, first to, level of need"
                    ),
                ),
                Prompt(
                    text=_(
                        "What do you do if a {child} needs more than you have: whom do "
                        "you ask for money, equipment or people?"
                    ),
                    words=split_words(
                        "top-up, top up, high needs, inclusion fund, access fund, "
                        "apply to, apply for, we ask the council, ask the local, "
                        "from the council, borrow, on loan, lend, extra funding, "
                        "extra money, more money"
                    ),
                ),
                Prompt(
                    text=_("How do you know that it was well spent?"),
                    words=split_words(
                        "worth, impact, difference, value for money, well spent, "
                        "results, evaluat, we check, we measure, compare, report to, "
                        "before and after, whether it"
                    ),
                ),
            ),
        ),
        Section(
            key="support_decisions",
            heading=_(
                "How is the decision made about what type and how much support my "
                "{own_child} will receive?"
            ),
            anchor="support-decisions",
            prompts=(
                Prompt(
                    text=_("Who decides which help a {child} gets, and how much?"),
                    words=split_words(
                        "decide, decision, agree, the senco and, together with, "
                        "meets with, meet with, panel, team around"
                    ),
                ),
                Prompt(
                    text=_("What do you look at before you decide?"),
                    words=split_words(
                        "assess, observ, look at, reports from, advice from, evidence, "
                        "information from, test results, scores, samples of work, "
                        "what has helped, what helped, has tried, have tried"
                    ),
                ),
                Prompt(
                    text=_(
                        "What part do the family and the {child} have in the decision?"
                    ),
                    words=split_words(
                        "with you, you are asked, ask you, your views, you tell us, "
                        "with parents, parents are, ask parents, with the family, "
                        "ask the child, ask each child, ask the pupil, ask pupils, "
                        "ask the student, ask students, what they want, invite, "
                        "you say, parents say, have a say, decide together, "
                        "you and your child, teachers and you, senco and you"
                    ),
                ),
                *_ask("teaching", "provision map"),
                Prompt(
                    text=_("When do you give more help, less help or another kind?"),
                    words=split_words(
                        "review, more help, less help, reduce, increase, change, stop, "
                        "step up, step down, after six, after a term, if it works, "
                        "if it does not, if that is not, not enough, no longer, "
                        "adjust"
                    ),
                ),
                Prompt(
                    text=_(
                        "When do you or a family ask the council to assess whether an "
                        "education, health and care plan is needed?"
                    ),
                    words=split_words(
                        "ehc, education health and care, needs assessment, "
                        "statutory assessment, ask the council, ask the local "
                        "authority, apply to the council, request an assessment"
                    ),
                ),
            ),
        ),
        Section(
            key="parent_involvement",
            heading=_(
                "How are parents involved in the {setting}? How can I be involved?"
            ),
            anchor="parent-involvement",
            prompts=(
                *_ask("the_setting", "pico"),
                *_ask("working_together", "parent forum", "fundrais"),
                *_ask("communication", "questionnaire"),
                *_ask("working_together", "own school"),
                *_ask("working_together", "signs it", "enrolment"),
                Prompt(
                    text=_(
                        "How do you reach parents who can’t come during the day, or "
                        "who live apart?"
                    ),
                    words=split_words(
                        "evening, weekend, by phone, by telephone, video call, online, "
                        "by email, text message, by text, both parents, separated, "
                        "live apart, another time, at work, crèche, creche, "
                        "home visit, time that suits, times that suit"
                    ),
                ),
            ),
        ),
        Section(
            key="further_information",
            heading=_("Who can I contact for further information?"),
            anchor="further-information",
            prompts=(
                *_ask("communication", "port of call"),
                *_ask("communication", "open door", "voicemail"),
                *_ask("the_setting", "we open", "registered for"),
                *_ask("communication", "open day", "complain", "policy on sen"),
                *_ask("family_support", "signpost", "disability living allowance"),
                *_ask("family_support", "sendias", "helpline"),
            ),
            facts=_list_facts("the_setting"),
        ),
        TAKING_PART,
    ),
    requirements=tuple(
        replace(each, answered_in=ANSWERED_IN[each.key]) for each in REQUIREMENTS
    ),
    family_questions=FAMILY_QUESTIONS,
    glossary=GLOSSARY,
    words={
        **WORDS,
        # The questions were written for them.
        SettingType.EARLY_YEARS: replace(
            WORDS[SettingType.EARLY_YEARS], setting=_("nursery")
        ),
    },
)
