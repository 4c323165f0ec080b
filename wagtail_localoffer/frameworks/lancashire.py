"""
What Lancashire County Council asks for: its headings, with our own questions.

The headings are the council's, word for word. The questions are ours: they cover the
topics of the council's template, and what the law asks for beyond its headings.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import (
    Fact,
    Framework,
    Prompt,
    Section,
    split_words,
)
from wagtail_localoffer.frameworks.choices import FactGroup, SettingType
from wagtail_localoffer.frameworks.family_questions import FAMILY_QUESTIONS
from wagtail_localoffer.frameworks.glossary import GLOSSARY
from wagtail_localoffer.frameworks.statutory import REQUIREMENTS, SENDIAS
from wagtail_localoffer.frameworks.taking_part import TAKING_PART
from wagtail_localoffer.frameworks.words import WORDS

NURSERIES = (SettingType.EARLY_YEARS,)

CHILDMINDERS = (SettingType.CHILDMINDER,)

CHILDRENS_CENTRES = (SettingType.CHILDRENS_CENTRE,)

EARLY_YEARS = (*NURSERIES, *CHILDMINDERS, *CHILDRENS_CENTRES)

#: Where children are left in somebody's care.
CHILDCARE = (*NURSERIES, *CHILDMINDERS)

COLLEGE = (SettingType.COLLEGE,)

SPECIAL = (SettingType.SPECIAL,)

MIDDLE = (SettingType.MIDDLE,)

#: Where a pupil of another school may be for some time.
FOR_A_TIME = (SettingType.PUPIL_REFERRAL_UNIT, SettingType.ALTERNATIVE)

MAINSTREAM_SCHOOLS = (
    SettingType.PRIMARY,
    *MIDDLE,
    SettingType.SECONDARY,
    SettingType.ALL_THROUGH,
)

PERMANENT_SCHOOLS = (*MAINSTREAM_SCHOOLS, *SPECIAL)

SCHOOLS = (*PERMANENT_SCHOOLS, *FOR_A_TIME)

#: Whose pupils move to secondary school from here.
WITH_PRIMARY_YEARS = (
    SettingType.PRIMARY,
    SettingType.ALL_THROUGH,
    SettingType.SPECIAL,
)

#: Whose pupils join after Year 6, and leave for work or further education.
WITH_SECONDARY_YEARS = (
    SettingType.SECONDARY,
    SettingType.ALL_THROUGH,
    SettingType.SPECIAL,
)


KINDS_OF_NEED = split_words(
    "autis, adhd, dyslexi, deaf, hearing impair, hearing loss, visual impair, "
    "sight loss, speech and language, speech language, learning difficult, "
    "learning disab, down’s syndrome, physical disab, physical need, sensory need, "
    "areas of need, kinds of need"
)


LANCASHIRE = Framework(
    source=_("Lancashire County Council: Your establishment’s SEND local offer"),
    sections=(
        Section(
            key="the_setting",
            heading=_("The Setting"),
            anchor="the-setting",
            prompts=(
                Prompt(
                    text=_(
                        "What kind of setting are you: a nursery, a pre-school or a "
                        "childminder, for example?"
                    ),
                    words=split_words(
                        "day nursery, nursery school, private nursery, pre-school, "
                        "preschool, playgroup, kindergarten, sessional, "
                        "full day care, we are a"
                    ),
                    setting_types=NURSERIES,
                ),
                Prompt(
                    text=_(
                        "What is your home or other place like: which rooms, which "
                        "garden, which pets?"
                    ),
                    words=split_words(
                        "my home, our home, my house, bungalow, terraced, detached, "
                        "playroom, garden, pets, a dog, a cat, rabbit"
                    ),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_(
                        "Which groups and services do you have: stay and play, "
                        "classes, health visitors, advice, for example?"
                    ),
                    words=split_words(
                        "stay and play, baby group, toddler group, baby massage, "
                        "drop-in, health visitor, midwi, classes, clinic, advice"
                    ),
                    setting_types=CHILDRENS_CENTRES,
                ),
                Prompt(
                    text=_("Which ages do you take?"),
                    words=split_words(
                        "aged, ages, age range, from birth, months to, months old, "
                        "year old, years old, to five, under five, turn two, "
                        "turn three"
                    ),
                ),
                Prompt(
                    text=_("How many places are you registered for in each age group?"),
                    words=split_words(
                        "places, registered for, registered to, capacity, at a time, "
                        "at any one time, care for up to, look after up to"
                    ),
                    facts=("places",),
                    setting_types=CHILDCARE,
                ),
                Prompt(
                    text=_(
                        "How are the rooms or groups organised, and how many "
                        "{children} and staff are in each?"
                    ),
                    words=split_words(
                        "rooms, baby room, toddler room, each room, each group, "
                        "ratio, for every, adults to, staff to, adult to"
                    ),
                    setting_types=(*NURSERIES, *CHILDRENS_CENTRES),
                ),
                Prompt(
                    text=_(
                        "When are you open, how many weeks a year, and on which days "
                        "are you closed?"
                    ),
                    words=split_words(
                        "open from, we open, are open, opening, closed, we close, "
                        "and close, weeks a year, weeks of the year, term time, "
                        "bank holiday"
                    ),
                    facts=("opening_times",),
                ),
                Prompt(
                    text=_(
                        "Who are the key staff: the {head}, the room leaders, the "
                        "{senco} and whoever leads on behaviour?"
                    ),
                    words=split_words(
                        "manager, deputy, owner, room leader, senco, "
                        "leads on behaviour, behaviour lead, key staff, "
                        "qualified teacher"
                    ),
                    setting_types=NURSERIES,
                ),
                Prompt(
                    text=_(
                        "Who are the key staff: the {head}, the {senco} and whoever "
                        "leads each group?"
                    ),
                    words=split_words(
                        "manager, deputy, named person, leads the, leads our, "
                        "leads each, group leader, team leader, key staff, "
                        "outreach worker"
                    ),
                    setting_types=CHILDRENS_CENTRES,
                ),
                Prompt(
                    text=_(
                        "Who works with you, such as an assistant, and what have you "
                        "each been trained in?"
                    ),
                    words=split_words(
                        "assistant, i work, on my own, my husband, my wife, "
                        "my partner, first aid, train, qualif, diploma, course"
                    ),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_("Who leads on working with parents, and on equality?"),
                    words=split_words(
                        "equalit, working with parents, work with parents, "
                        "parental involvement, parent involvement, "
                        "partnership with parents, leads on, pico, enco, fair, "
                        "can turn to"
                    ),
                    setting_types=(*NURSERIES, *CHILDRENS_CENTRES),
                ),
            ),
            facts=(
                Fact(
                    key="opening_times",
                    label=_("Opening times"),
                    help_text=_("Days, times and weeks a year"),
                    has_answer=False,
                ),
                Fact(
                    key="places",
                    label=_("Places"),
                    help_text=_("How many in each age group"),
                    has_answer=False,
                ),
            ),
            required=False,
            setting_types=EARLY_YEARS,
        ),
        Section(
            key="good_practice",
            heading=_("Promoting good practice and successes"),
            anchor="promoting-good-practice-and-successes",
            prompts=(
                Prompt(
                    text=_(
                        "What are you most proud of in your support for special "
                        "educational needs and disabilities?"
                    ),
                    words=split_words(
                        "proud, pride, success, celebrat, achiev, strength, pleased, "
                        "outstanding, best at, works well, worked well, went well"
                    ),
                ),
                Prompt(
                    text=_("What do parents say about your support?"),
                    words=split_words(
                        "parents say, parents told, parent said, parent told, "
                        "families say, my son, my daughter, my child, our son, "
                        "our daughter, carers say, carers told, parent of, mother, "
                        "father, parents said, families said"
                    ),
                ),
                Prompt(
                    text=_("What do {children} say about it?"),
                    words=split_words(
                        "children say, pupils say, students say, in their own words, "
                        "helps me, help me, i like, i can, children show, pupil year, "
                        "children told, pupils told, students told, young people told"
                    ),
                ),
                Prompt(
                    text=_(
                        "Which success story shows how your support works, without "
                        "telling who the {child} is?"
                    ),
                    words=split_words(
                        "a boy, a girl, one boy, one girl, one pupil, one child, "
                        "one student, a pupil who, a child who, a student who, "
                        "case study, story"
                    ),
                ),
                Prompt(
                    text=_(
                        "Which awards or quality marks do you hold, and how long do "
                        "they last?"
                    ),
                    words=split_words(
                        "award, quality mark, accredit, kitemark, charter mark, "
                        "inclusion mark, gold, silver, bronze, healthy school, "
                        "certified"
                    ),
                ),
                Prompt(
                    text=_(
                        "Has everyone who is named, quoted or pictured agreed, and "
                        "when will you take it down?"
                    ),
                    words=split_words(
                        "consent, permission, has agreed, have agreed, agreed to, "
                        "take it down, take down, taken down, remove, anonym, "
                        "been changed, are changed"
                    ),
                ),
                Prompt(
                    text=_("Who wrote this local offer, and when?"),
                    words=split_words(
                        "written by, was written, completed by, prepared by, "
                        "updated by, put together, last updated, this local offer, "
                        "this page was, wrote this, wrote it"
                    ),
                ),
            ),
        ),
        Section(
            key="accessibility",
            heading=_("Accessibility and inclusion"),
            anchor="accessibility-and-inclusion",
            prompts=(
                Prompt(
                    text=_(
                        "How can someone who uses a wheelchair get in and get around, "
                        "and where can they park?"
                    ),
                    words=split_words(
                        "wheelchair, ramp, step-free, steps, level access, one level, "
                        "ground floor, one floor, single storey, lift, park, "
                        "blue badge"
                    ),
                    facts=(
                        "step_free_entrance",
                        "lift",
                        "parking",
                    ),
                ),
                Prompt(
                    text=_(
                        "Which accessible toilets and changing places are there, and "
                        "how do light, sound and colours help?"
                    ),
                    words=split_words(
                        "toilet, changing place, changing bed, changing bench, "
                        "changing table, hygiene room, hoist, light, blinds, colour, "
                        "sound, carpet, hearing loop"
                    ),
                    facts=(
                        "accessible_toilet",
                        "changing_place",
                        "hoist",
                        "hearing_loop",
                    ),
                ),
                Prompt(
                    text=_(
                        "Which displays, policies and letters can families have in "
                        "large print, audio, Braille or another language?"
                    ),
                    words=split_words(
                        "font, braille, audio, other language, another language, "
                        "other format, another format, easy read, translat, print"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you help parents who find information hard to use, or "
                        "whose first language is not English?"
                    ),
                    words=split_words(
                        "first language, home language, little english, "
                        "speak english, english as an, eal, interpret, translat, "
                        "read it, read them, read letters, explain, talk it through, "
                        "whose english, their english, speak urdu"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do symbols, pictures, signs and furniture of the right "
                        "height help every {child} to take part?"
                    ),
                    words=split_words(
                        "symbol, picture, photo, signs, signing, makaton, "
                        "visual timetable, visual support, height, adjustable, "
                        "chairs, labels"
                    ),
                ),
                Prompt(
                    text=_(
                        "Which special equipment and technology do you have, and how "
                        "do you get more when a {child} needs it?"
                    ),
                    words=split_words(
                        "equipment, laptop, tablet, ipad, software, technology, "
                        "switches, writing slope, communication aid, borrow, on loan, "
                        "special seat, screen reader, lend"
                    ),
                ),
                Prompt(
                    text=_("How do {children} with a disability get a place with you?"),
                    words=split_words(
                        "admission, admit, apply for a place, apply in, apply to us, "
                        "applies for, enrol, get a place, a place with us, "
                        "a place here, given a place, offered a place, waiting list, "
                        "oversubscri, refuse"
                    ),
                ),
                Prompt(
                    text=_(
                        "What do you do so that {children} with a disability are "
                        "treated as fairly as everyone else?"
                    ),
                    words=split_words(
                        "fairly, discriminat, equal, less favourabl, less well, "
                        "reasonable adjustment, reasonable change, same chance, "
                        "same opportunit, treated the same, worse than"
                    ),
                ),
                Prompt(
                    text=_(
                        "How does your accessibility plan make access better, where "
                        "can families read it, and when is its next review?"
                    ),
                    words=split_words(
                        "accessibility plan, access plan, accessibility strateg, "
                        "accessibility policy, plan for access, "
                        "plan to improve access, plan to make access, "
                        "plan for better access, access scheme"
                    ),
                    setting_types=SCHOOLS,
                ),
                Prompt(
                    text=_(
                        "How are you making access better, and when will you look at "
                        "it again?"
                    ),
                    words=split_words(
                        "accessibility plan, access plan, access audit, "
                        "improve access, better access, access better, easier to, "
                        "we plan to, we hope to, look again, look at it again, "
                        "next year we, make better, to improve"
                    ),
                    setting_types=(*EARLY_YEARS, *COLLEGE),
                ),
            ),
            facts=(
                Fact(
                    key="step_free_entrance",
                    label=_("Step-free entrance"),
                    help_text=_("Which door, and whether all rooms can be reached"),
                    group=FactGroup.ACCESS,
                ),
                Fact(
                    key="accessible_toilet",
                    label=_("Accessible toilet"),
                    help_text=_("How many, and where"),
                    group=FactGroup.ACCESS,
                ),
                Fact(
                    key="changing_place",
                    label=_("Changing place for older children and adults"),
                    help_text=_("Such as a changing bench, and who may use it"),
                    group=FactGroup.ACCESS,
                ),
                Fact(
                    key="hoist",
                    label=_("Hoist"),
                    help_text=_("Where it is, and of which kind"),
                    group=FactGroup.ACCESS,
                ),
                Fact(
                    key="lift",
                    label=_("Lift"),
                    help_text=_("Which floors it serves; say so if there is one floor"),
                    group=FactGroup.ACCESS,
                ),
                Fact(
                    key="hearing_loop",
                    label=_("Hearing loop"),
                    help_text=_("In which rooms"),
                    group=FactGroup.ACCESS,
                ),
                Fact(
                    key="parking",
                    label=_("Accessible parking"),
                    help_text=_("How many spaces, and how to use one"),
                    group=FactGroup.ACCESS,
                ),
            ),
        ),
        Section(
            key="teaching",
            heading=_("Teaching and learning"),
            anchor="teaching-and-learning",
            prompts=(
                Prompt(
                    text=_(
                        "Which kinds of special educational needs do you provide for?"
                    ),
                    words=KINDS_OF_NEED,
                    facts=(
                        "communication_and_interaction",
                        "cognition_and_learning",
                        "social_emotional_mental_health",
                        "sensory_physical",
                    ),
                    setting_types=(
                        *EARLY_YEARS,
                        *MAINSTREAM_SCHOOLS,
                        *FOR_A_TIME,
                        *COLLEGE,
                    ),
                ),
                Prompt(
                    text=_(
                        "Which kinds of special educational needs is your school for, "
                        "and what does it do for each of them?"
                    ),
                    words=KINDS_OF_NEED,
                    facts=(
                        "communication_and_interaction",
                        "cognition_and_learning",
                        "social_emotional_mental_health",
                        "sensory_physical",
                    ),
                    setting_types=SPECIAL,
                ),
                Prompt(
                    text=_(
                        "How do you notice that a {child} may need more help, and how "
                        "do you find out what helps?"
                    ),
                    words=split_words(
                        "notice, identif, assess, observ, concern, worr, "
                        "falling behind, falls behind, fall behind, baseline, "
                        "struggl, spot, keeping up, keep up, reading test, screened, "
                        "screening"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you use the early years foundation stage (EYFS) to "
                        "help each {child} to learn through play?"
                    ),
                    words=split_words(
                        "early years foundation stage, eyfs, through play, "
                        "as they play, prime areas, areas of learning, child-led, "
                        "play-based, free play"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "What happens at the check at age two, and what do you do if "
                        "it shows a worry?"
                    ),
                    words=split_words(
                        "two year check, progress check, check at, age two, "
                        "age of two, at two, are two, is two, turns two, "
                        "two years old, 2 years old"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "Why do {children} come to you, for how long, and who decides "
                        "that?"
                    ),
                    words=split_words(
                        "exclu, suspen, referred, referral, panel, placement, dually, "
                        "respite, too ill, for up to, weeks, half a term"
                    ),
                    setting_types=FOR_A_TIME,
                ),
                Prompt(
                    text=_(
                        "Which study programmes suit {children} with special "
                        "educational needs, and how do you make them fit?"
                    ),
                    words=split_words(
                        "study programme, entry level, level 1, level 2, level one, "
                        "foundation learning, vocational, qualification, btec, "
                        "t level, each course, our courses"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_(
                        "Which supported internships do you offer, and where do "
                        "{children} do them?"
                    ),
                    words=split_words(
                        "interns, job coach, employer, work placement, workplace, "
                        "place of work"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_("What extra help is there in the room, and from whom?"),
                    words=split_words(
                        "teaching assistant, support assistant, learning support, "
                        "one-to-one, 1:1, 1 to 1, small group, extra help, "
                        "extra adult, another adult, intervention, key person, "
                        "support worker"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you adapt what {children} learn in each year group?"
                    ),
                    words=split_words(
                        "curricul, differentiat, key stage, in each year, "
                        "each year group, every year group, year by year, adapt the, "
                        "adapt what, adapt lesson, scaffold"
                    ),
                    setting_types=PERMANENT_SCHOOLS,
                ),
                Prompt(
                    text=_(
                        "How do you help {children} to join in all learning and to do "
                        "more alone, with which equipment and outside specialists?"
                    ),
                    words=split_words(
                        "independen, by themselves, on their own, alone, join in, "
                        "take part, therapist, psychologist, specialist teacher, "
                        "outside specialist, equipment, laptop"
                    ),
                ),
                Prompt(
                    text=_(
                        "What training do all staff have, who has special skills, and "
                        "how do you keep supporting them?"
                    ),
                    words=split_words(
                        "train, course on, qualif, national award, inset, "
                        "certificate, diploma, expertise, degree, courses on, "
                        "courses for staff"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you plan and record who gets which help (your "
                        "provision map)?"
                    ),
                    words=split_words(
                        "provision map, map of, support plan, individual plan, "
                        "education plan, learning plan, plan of support, "
                        "one page profile, targets, written down, write down, "
                        "list it, we list, we record, are recorded, is recorded, "
                        "record of"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you adapt tests, such as SATs, for {children} who need "
                        "it?"
                    ),
                    words=split_words(
                        "sats, national test, in tests, the tests, phonics check, "
                        "extra time, a reader, scribe, rest break, modified paper, "
                        "enlarged, test paper"
                    ),
                    setting_types=(*WITH_PRIMARY_YEARS, *MIDDLE),
                ),
                Prompt(
                    text=_(
                        "Which exam access arrangements are there, such as extra time "
                        "or a reader, and how does a {child} get them?"
                    ),
                    words=split_words(
                        "access arrangement, exam, extra time, a reader, reader pen, "
                        "scribe, rest break, word processor, separate room, assessor, "
                        "gcse"
                    ),
                    setting_types=(*WITH_SECONDARY_YEARS, *FOR_A_TIME, *COLLEGE),
                ),
            ),
            facts=(
                Fact(
                    key="communication_and_interaction",
                    label=_("Communication and interaction"),
                    help_text=_("Such as speech and language needs, and autism"),
                    group=FactGroup.NEED,
                ),
                Fact(
                    key="cognition_and_learning",
                    label=_("Cognition and learning"),
                    help_text=_("Such as learning difficulties, and dyslexia"),
                    group=FactGroup.NEED,
                ),
                Fact(
                    key="social_emotional_mental_health",
                    label=_("Social, emotional and mental health"),
                    help_text=_("Such as anxiety, and attention difficulties"),
                    group=FactGroup.NEED,
                ),
                Fact(
                    key="sensory_physical",
                    label=_("Sensory or physical needs"),
                    help_text=_("Such as hearing, sight and movement"),
                    group=FactGroup.NEED,
                ),
            ),
        ),
        Section(
            key="reviewing",
            heading=_("Reviewing and evaluating outcomes"),
            anchor="reviewing-and-evaluating-outcomes",
            prompts=(
                Prompt(
                    text=_("How do you check progress, and how often?"),
                    words=split_words(
                        "progress, track, termly, each term, every term, half term, "
                        "six weeks, three times a year, assessment, learning journ, "
                        "targets, twice a year, goals"
                    ),
                ),
                Prompt(
                    text=_(
                        "What happens at the review meeting of an education, health "
                        "and care plan, and who takes part?"
                    ),
                    words=split_words(
                        "annual review, ehc, education health and care, "
                        "yearly review, early review, reviewed every year, "
                        "reviewed each year, review every year, review each year, "
                        "once a year, yearly meeting"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you review the help for {children} who have no such "
                        "plan (SEN Support)?"
                    ),
                    words=split_words(
                        "support plan, assess plan do, graduated, individual plan, "
                        "education plan, target sheet, learning plan, iep, "
                        "who have no plan, without a plan, extra help, extra support, "
                        "sen support, send support"
                    ),
                ),
                Prompt(
                    text=_("How do {children} and parents take part in reviews?"),
                    words=split_words(
                        "invite, take part, contribut, their views, your views, "
                        "with parents, with you, with the family, with families, "
                        "parents come, you come, parents and"
                    ),
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Prompt(
                    text=_(
                        "How do {children} take the lead in their own reviews, up to "
                        "the age of 25?"
                    ),
                    words=split_words(
                        "lead, chair, own review, set their own, set your own, "
                        "speak for, decide who, choose who, invite, present, "
                        "age of 25, up to 25"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_(
                        "How do you find out whether your support works, and what have "
                        "you changed because of it?"
                    ),
                    words=split_words(
                        "evaluat, impact, effective, difference, what works, "
                        "has worked, have worked, before and after, how well, "
                        "report to governors, as a result, survey, compare, results, "
                        "whether it, whether our, whether the, whether this"
                    ),
                ),
            ),
        ),
        Section(
            key="keeping_safe",
            heading=_("Keeping children safe"),
            anchor="keeping-children-safe",
            prompts=(
                Prompt(
                    text=_("Who assesses risks, and when?"),
                    words=split_words(
                        "risk, hazard, danger, safety check, check the site, "
                        "check the building, unsafe, go wrong"
                    ),
                ),
                Prompt(
                    text=_(
                        "How are {children} handed over at the start and end of the "
                        "day, and where can parents stop or park?"
                    ),
                    words=split_words(
                        "handed over, hand over, handover, hand their, gate, "
                        "drop-off, drop off, start and end, start of the day, "
                        "end of the day, home time, park, collect, door"
                    ),
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Prompt(
                    text=_(
                        "Who may collect a {child}, and how do you check who it is?"
                    ),
                    words=split_words(
                        "may collect, can collect, to collect, collects, "
                        "collected by, password, someone else, photo, list of, "
                        "named adult, named people"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "Who watches over {children} at play, at meals and while they "
                        "sleep, and how?"
                    ),
                    words=split_words(
                        "sleep, nap, cots, meal, snack, eat, supervis, ratio, sight, "
                        "watch, never left, always see, see and hear"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_("How do you keep {children} safe outdoors and on outings?"),
                    words=split_words(
                        "outing, outdoor, outside, garden, trip, walk, high visib, "
                        "hi vis, head count, count the, beach, visit a place, "
                        "visit the place, before we go"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "How do {children} arrive and leave safely, and how do they "
                        "learn to travel alone?"
                    ),
                    words=split_words(
                        "travel, taxi, by bus, the bus, minibus, arriv, transport, "
                        "sign in, lanyard, id card, drop-off, route"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_("Who is there for {children} at breaks and at lunch?"),
                    words=split_words(
                        "breaks, break time, breaktime, at break, lunch, midday, "
                        "playtime, playground, dinner, canteen, on duty"
                    ),
                    setting_types=(*SCHOOLS, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "How do you keep {children} safe outside the classroom, in PE "
                        "and on trips?"
                    ),
                    words=split_words(
                        "trip, school visit, educational visit, off site, swimming, "
                        "residential, minibus, outside the class, outside lessons, "
                        "pe lesson, sports"
                    ),
                    setting_types=SCHOOLS,
                ),
                Prompt(
                    text=_(
                        "How do you keep {children} safe on work placements and on "
                        "trips?"
                    ),
                    words=split_words(
                        "placement, work experience, employer, workplace, trips, "
                        "off site, residential, visits"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_(
                        "How do you prevent bullying, and where can families read your "
                        "anti-bullying policy?"
                    ),
                    words=split_words(
                        "bully, bullied, unkind, name calling, harass, cyber, hate"
                    ),
                ),
            ),
        ),
        Section(
            key="health",
            heading=_("Health (including emotional health and well being)"),
            anchor="health",
            prompts=(
                Prompt(
                    text=_("How do you keep and give medicine?"),
                    words=split_words(
                        "medicine, medication, inhaler, prescri, tablets, epipen, "
                        "dose, locked, fridge"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you make care plans with the family, and how do staff "
                        "get to know them?"
                    ),
                    words=split_words(
                        "care plan, healthcare plan, health plan, medical plan, "
                        "individual health, plan for their health"
                    ),
                ),
                Prompt(
                    text=_("What happens in a medical emergency?"),
                    words=split_words(
                        "emergenc, ambulance, 999, first aid, paramedic, accident, "
                        "seizure, call you at once"
                    ),
                ),
                Prompt(
                    text=_("How are staff trained for one {child}’s own health needs?"),
                    words=split_words(
                        "epilep, diabet, asthma, tube, catheter, injection, "
                        "shows staff, show staff, teaches staff, how to use, trained, "
                        "trains, training for, training in, training from"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you manage allergies, and how do you give intimate "
                        "care with respect?"
                    ),
                    words=split_words(
                        "allerg, intimate care, nappy, nappies, toilet, potty, "
                        "dignity, privacy, private, diet, nut-free"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_("Which health and therapy services work on your site?"),
                    words=split_words(
                        "school nurse, nurses, nurse comes, nurse visits, nurse is, "
                        "therap, physio, health visitor, camhs, doctor, dentist, "
                        "clinic, audiolog"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you look after the feelings and the mental health of "
                        "{children}?"
                    ),
                    words=split_words(
                        "emotion, mental health, well-being, wellbeing, anxi, "
                        "nurture, elsa, pastoral, calm, self-esteem, mood, comfort, "
                        "feel"
                    ),
                ),
                Prompt(
                    text=_(
                        "Who listens to {children} who are worried, and where and when?"
                    ),
                    words=split_words(
                        "listen, worr, talk to, someone to talk, mentor, drop-in, "
                        "counsel, confid, sad, upset, trusted, they trust"
                    ),
                ),
            ),
        ),
        Section(
            key="communication",
            heading=_("Communication with parents"),
            anchor="communication-with-parents",
            prompts=(
                Prompt(
                    text=_(
                        "Who is who, and whom should a family contact first about a "
                        "worry?"
                    ),
                    words=split_words(
                        "class teacher, form tutor, personal tutor, your tutor, "
                        "key person, head of year, speak to, talk to, first point, "
                        "port of call, worr, concern"
                    ),
                ),
                Prompt(
                    text=_(
                        "How and when can families reach key staff, such as the {head} "
                        "or the {senco}?"
                    ),
                    words=split_words(
                        "appointment, email, telephone, phone, ring us, call us, "
                        "call the, the office, open door, available, at the gate, "
                        "can ring, can call, can meet, ring the school, "
                        "ring the office"
                    ),
                    setting_types=(
                        *NURSERIES,
                        *CHILDRENS_CENTRES,
                        *SCHOOLS,
                        *COLLEGE,
                    ),
                ),
                Prompt(
                    text=_("How and when can families reach you?"),
                    words=split_words(
                        "phone, ring me, call me, text, email, message, evening, "
                        "weekend, whatsapp, voicemail"
                    ),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_(
                        "How do a {child}’s key person and parents keep in touch from "
                        "day to day?"
                    ),
                    words=split_words(
                        "diary, daily, each day, every day, at the door, "
                        "end of the day, handover, home book, contact book, message, "
                        "tapestry, photos"
                    ),
                    setting_types=(*NURSERIES, *CHILDRENS_CENTRES),
                ),
                Prompt(
                    text=_("How do you and parents keep in touch from day to day?"),
                    words=split_words(
                        "diary, daily, each day, every day, at the door, "
                        "end of the day, handover, contact book, message, chat, "
                        "photos"
                    ),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_("How do you tell parents about progress, and how often?"),
                    words=split_words(
                        "progress, report, parents’ evening, parent evening, "
                        "consultation, learning journ, review meeting, "
                        "how your child is doing, how they are doing, each term, "
                        "every term, termly"
                    ),
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Prompt(
                    text=_(
                        "How do {children} hear about their progress, what do you "
                        "share with parents, and whose choice is that?"
                    ),
                    words=split_words(
                        "consent, share, permission, your choice, their choice, "
                        "you decide, they decide, progress, tutorial, report, "
                        "if you agree"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_("When are your open days, and how can a family visit?"),
                    words=split_words(
                        "open day, open evening, open morning, open afternoon, "
                        "look around, look round, show you, shown round, tour, "
                        "come and see, visit us, arrange a visit, come for a visit, "
                        "can visit, visit on"
                    ),
                ),
                Prompt(
                    text=_(
                        "How can families tell you what they think, and how do you "
                        "answer?"
                    ),
                    words=split_words(
                        "survey, questionnaire, feedback, suggestion, comment, forum, "
                        "what you think, tell us, your views, views of parents, "
                        "you said, opinion"
                    ),
                ),
                Prompt(
                    text=_(
                        "How does a family complain, step by step, and what can they "
                        "do if they are still unhappy?"
                    ),
                    words=split_words(
                        "complain, unhappy, not happy, not satisfied, dissatisf, "
                        "ombudsman, appeal, put right, put things right, "
                        "chair of governors, ofsted"
                    ),
                ),
                Prompt(
                    text=_(
                        "Where can families read your policy on special educational "
                        "needs?"
                    ),
                    words=split_words(
                        "policy on special, policy on sen, policy for special, "
                        "policy for sen, send policy, sen policy, inclusion policy, "
                        "special needs policy, educational needs policy, policies"
                    ),
                ),
            ),
        ),
        Section(
            key="working_together",
            heading=_("Working together"),
            anchor="working-together",
            prompts=(
                Prompt(
                    text=_(
                        "How do parents have a say in their own child’s support and "
                        "in your plans?"
                    ),
                    words=split_words(
                        "ask parents, ask families, ask you, parents have, "
                        "parents are, parents tell, parent forum, parents’ forum, "
                        "carer forum, your views, parents’ views, views of parents, "
                        "you know your child, with you"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do {children} have a say in their own support and in the "
                        "{setting}, such as a {setting} council?"
                    ),
                    words=split_words(
                        "school council, student council, college council, "
                        "pupil council, pupil voice, student voice, ask pupils, "
                        "ask students, pupils have, students have, have their say, "
                        "one page profile, student union"
                    ),
                    setting_types=(*PERMANENT_SCHOOLS, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "How do {children} have a say in their own support and in the "
                        "life of the {setting}?"
                    ),
                    words=split_words(
                        "pupil council, school council, pupil voice, ask pupils, "
                        "ask young people, pupils have, pupils tell, have their say, "
                        "one page profile, own targets, pupils choose"
                    ),
                    setting_types=FOR_A_TIME,
                ),
                Prompt(
                    text=_(
                        "How do you work with a {child}’s own school, and who tells "
                        "parents what?"
                    ),
                    words=split_words(
                        "home school, own school, their school, mainstream school, "
                        "host school, referring school, on roll, both schools, "
                        "school they come from"
                    ),
                    setting_types=FOR_A_TIME,
                ),
                Prompt(
                    text=_(
                        "How do you find out what {children} like and want, also "
                        "before they can say it in words?"
                    ),
                    words=split_words(
                        "watch, observ, listen, choose, choice, point, gesture, "
                        "interests, photo, favourite, reach for, smiles, reaches for"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "How can parents join in the life of the {setting} or help to "
                        "run it?"
                    ),
                    words=split_words(
                        "volunteer, parent governor, committee, friends of, pta, "
                        "parent teacher, hear readers, fundrais, stay and play, "
                        "come in, summer fair, come on, help on, help with, read to, "
                        "coffee"
                    ),
                ),
                Prompt(
                    text=_(
                        "How are health, social care and voluntary groups involved, "
                        "and what is the part of the {governors} in it?"
                    ),
                    words=split_words(
                        "health service, health visitor, school nurse, social care, "
                        "social worker, voluntary, charit, therapist, psychologist, "
                        "agenc, early help, camhs"
                    ),
                    setting_types=(
                        *NURSERIES,
                        *CHILDRENS_CENTRES,
                        *SCHOOLS,
                        *COLLEGE,
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you work with health, social care and voluntary groups?"
                    ),
                    words=split_words(
                        "health visitor, social care, social worker, voluntary, "
                        "charit, therapist, children’s centre, family hub, "
                        "inclusion teacher, portage, agenc"
                    ),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_(
                        "What does your home-school agreement say, and who signs it?"
                    ),
                    words=split_words(
                        "home-school agreement, agreement, is signed, sign it, "
                        "signs it, signed by, all sign, we sign"
                    ),
                    setting_types=PERMANENT_SCHOOLS,
                ),
                Prompt(
                    text=_("What do you and a family agree on at the start?"),
                    words=split_words(
                        "contract, agreement, all about me, sign, registration form, "
                        "welcome meeting, agree on, agree with, permission form, "
                        "when you start, at the start, enrolment"
                    ),
                    setting_types=(*EARLY_YEARS, *FOR_A_TIME, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "What do you do for {children} with special educational needs "
                        "who are looked after by a council?"
                    ),
                    words=split_words(
                        "children in care, pupils in care, students in care, "
                        "child in care, looked after child, looked after by, "
                        "looked after pupil, foster care, foster parent, "
                        "foster famil, virtual school, designated teacher, "
                        "care leaver, care-experienced"
                    ),
                ),
            ),
        ),
        Section(
            key="family_support",
            heading=_("What help and support is available for the family?"),
            anchor="help-and-support-for-the-family",
            prompts=(
                Prompt(
                    text=_("Who helps a family with forms and other paperwork?"),
                    words=split_words(
                        "forms, paperwork, fill in, fill out, filling in, "
                        "application, benefits, disability living allowance"
                    ),
                ),
                Prompt(
                    text=_(
                        "Who gives a family information, advice and guidance, and "
                        "about what?"
                    ),
                    words=split_words(
                        "advice, advise, guidance, signpost, information, "
                        "support worker, liaison, leaflet, noticeboard, newsletter"
                    ),
                ),
                Prompt(
                    text=_(
                        "How can a family reach the independent advice service for "
                        "your area (SENDIAS)?"
                    ),
                    words=SENDIAS,
                ),
                Prompt(
                    text=_(
                        "Which other services and groups support families, and how can "
                        "they be reached?"
                    ),
                    words=split_words(
                        "charit, family hub, carer forum, carers forum, "
                        "carers’ forum, citizens advice, early help, helpline, "
                        "support group, children’s centre, family wellbeing, "
                        "wellbeing service, other services, parent group"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do {children} travel to and from the {setting}, and who "
                        "can help with that?"
                    ),
                    words=split_words(
                        "travel, transport, taxi, by bus, the bus, school bus, buses, "
                        "minibus, walk to, cycle, escort, get to school, "
                        "get to nursery, get to college, get here, getting here, "
                        "getting to"
                    ),
                ),
            ),
        ),
        Section(
            key="transitions",
            heading=_("Transitions from primary school and school leavers"),
            anchor="transitions",
            prompts=(
                Prompt(
                    text=_(
                        "How do you help somebody new to settle in, and what can "
                        "they see beforehand?"
                    ),
                    words=split_words(
                        "before they start, before you start, first day, home visit, "
                        "induction, new starter, new children, new pupils, "
                        "joining us, join us, comes to play, photo book, short days, "
                        "visit your child, visits each child, stay and play, settl, "
                        "before your child start"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you help when a {child} moves from one room or group "
                        "to the next?"
                    ),
                    words=split_words(
                        "next room, new room, move up, moves up, moving up, "
                        "new key person, next group, between rooms, "
                        "from room to room, one room to"
                    ),
                    setting_types=(*NURSERIES, *CHILDRENS_CENTRES),
                ),
                Prompt(
                    text=_(
                        "How do you help when a {child} also goes to a nursery or a "
                        "pre-school?"
                    ),
                    words=split_words(
                        "nursery, pre-school, preschool, playgroup, both settings, "
                        "other setting"
                    ),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_("How do you prepare {children} for starting school?"),
                    words=split_words(
                        "starting school, start school, starts school, go to school, "
                        "reception, school teacher, new school, primary school, "
                        "visit the school, visit school, their school, uniform"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_("How do you help {children} to move up to the next class?"),
                    words=split_words(
                        "next class, new class, new teacher, next teacher, move up, "
                        "moves up, moving up, next year, transition day"
                    ),
                    setting_types=PERMANENT_SCHOOLS,
                ),
                Prompt(
                    text=_(
                        "How do you help {children} to go back to their school, or on "
                        "to another one?"
                    ),
                    words=split_words(
                        "reintegrat, return, go back, goes back, back to, "
                        "another school, new school, next school, part time, phased, "
                        "their school"
                    ),
                    setting_types=FOR_A_TIME,
                ),
                Prompt(
                    text=_(
                        "How do you welcome {children} who come from a first school or "
                        "a primary school?"
                    ),
                    words=split_words(
                        "first school, primary school, feeder, year 4, year 5, "
                        "new pupils, come to us, join us"
                    ),
                    setting_types=MIDDLE,
                ),
                Prompt(
                    text=_(
                        "How do you prepare {children} for their next school, such as "
                        "with visits or a buddy?"
                    ),
                    words=split_words(
                        "high school, upper school, secondary school, next school, "
                        "new school, year 8, year 9, buddy, transition day, move on"
                    ),
                    setting_types=MIDDLE,
                ),
                Prompt(
                    text=_(
                        "How do you prepare {children} for secondary school, such as "
                        "with visits or a buddy?"
                    ),
                    words=split_words(
                        "secondary, high school, year 6, year 7, new school, "
                        "next school, buddy, transition day"
                    ),
                    setting_types=WITH_PRIMARY_YEARS,
                ),
                Prompt(
                    text=_("How do you welcome {children} who join you after Year 6?"),
                    words=split_words(
                        "year 6, year 7, primary school, from primary, feeder, "
                        "transition day, summer school, new pupils"
                    ),
                    setting_types=WITH_SECONDARY_YEARS,
                ),
                Prompt(
                    text=_("How do you welcome {children} who join you after Year 11?"),
                    words=split_words(
                        "year 11, year 10, from school, your school, school leaver, "
                        "taster, enrol, interview, induction, summer school"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_(
                        "How do you help leavers to choose, such as with careers "
                        "guidance, college visits and apprenticeships?"
                    ),
                    words=split_words(
                        "career, college, apprentice, sixth form, work experience, "
                        "university, leaver, taster, interview, cv"
                    ),
                    setting_types=(*WITH_SECONDARY_YEARS, *FOR_A_TIME),
                ),
                Prompt(
                    text=_(
                        "How do you prepare {children} for adult life: work, living "
                        "independently, health and being part of the community?"
                    ),
                    words=split_words(
                        "adult, independen, employ, jobs, a job, work experience, "
                        "paid work, life skill, living skill, cook, budget, "
                        "volunteer, travel train, community"
                    ),
                    setting_types=(*WITH_SECONDARY_YEARS, *FOR_A_TIME, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "What do you tell the next place, and how do you agree that "
                        "with the family?"
                    ),
                    words=split_words(
                        "pass on, passed on, pass your, share, records, hand over, "
                        "tell the next, tell the new, with your agreement, "
                        "with your permission, with your consent, if you agree, "
                        "passport"
                    ),
                ),
            ),
        ),
        Section(
            key="activities",
            heading=_("Extra curricular activities"),
            anchor="extra-curricular-activities",
            prompts=(
                Prompt(
                    text=_(
                        "What childcare is there before and after the day and in the "
                        "holidays, and what does it cost?"
                    ),
                    words=split_words(
                        "breakfast club, after school club, wraparound, wrap-around, "
                        "holiday club, holiday scheme, play scheme, playscheme, "
                        "before school, before and after, childcare, early start"
                    ),
                    facts=(
                        "childcare_before",
                        "childcare_after",
                        "childcare_holidays",
                    ),
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Prompt(
                    text=_(
                        "Which clubs are there at lunchtime and after lessons, and "
                        "what do they cost?"
                    ),
                    words=split_words(
                        "clubs, a club, lunchtime club, choir, football, chess, "
                        "orchestra, drama, gardening, coding, enrichment"
                    ),
                    setting_types=(*SCHOOLS, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "Which extra activities and outings are there, and what do "
                        "they cost?"
                    ),
                    words=split_words(
                        "outing, forest school, swim, dance, music, library, walk, "
                        "visitors, yoga, trip, farm, extra cost"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "How do you make sure that every {child} can join in, also in "
                        "sport and other physical activities?"
                    ),
                    words=split_words(
                        "everyone, everybody, every child can, every pupil can, "
                        "every student can, all children, all pupils, all students, "
                        "open to all, join in, take part, left out, included, adapt"
                    ),
                ),
                Prompt(
                    text=_("How do you make residential trips work for everyone?"),
                    words=split_words(
                        "residential, overnight, camp, nights, stay away, "
                        "outdoor centre"
                    ),
                    setting_types=(*SCHOOLS, *COLLEGE),
                ),
                Prompt(
                    text=_("How do you help {children} to make friends?"),
                    words=split_words(
                        "friend, buddy, buddies, social skill, circle of, lonely, "
                        "play together, taking turns, take turns"
                    ),
                ),
            ),
            facts=(
                Fact(
                    key="childcare_before",
                    label=_("Childcare before the day starts"),
                    help_text=_("Times and cost"),
                    group=FactGroup.CHILDCARE,
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Fact(
                    key="childcare_after",
                    label=_("Childcare after the day ends"),
                    help_text=_("Times and cost"),
                    group=FactGroup.CHILDCARE,
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Fact(
                    key="childcare_holidays",
                    label=_("Childcare in the holidays"),
                    help_text=_("Which weeks, times and cost"),
                    group=FactGroup.CHILDCARE,
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Fact(
                    key="opening_times",
                    label=_("Opening times"),
                    help_text=_("When the day starts and ends"),
                    has_answer=False,
                    setting_types=SCHOOLS,
                ),
            ),
        ),
        TAKING_PART,
    ),
    requirements=REQUIREMENTS,
    family_questions=FAMILY_QUESTIONS,
    glossary=GLOSSARY,
    words=WORDS,
)
