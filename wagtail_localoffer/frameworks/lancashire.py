"""
What Lancashire County Council asks for: its headings, with our own questions.

The headings are the council's, word for word. The questions are ours: they cover the
topics of the council's template, and what the law asks for beyond its headings.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Fact, Framework, Prompt, Section
from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.frameworks.glossary import GLOSSARY
from wagtail_localoffer.frameworks.statutory import REQUIREMENTS
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
                    setting_types=NURSERIES,
                ),
                Prompt(
                    text=_(
                        "What is your home or other place like: which rooms, which "
                        "garden, which pets?"
                    ),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_(
                        "Which groups and services do you have: stay and play, "
                        "classes, health visitors, advice, for example?"
                    ),
                    setting_types=CHILDRENS_CENTRES,
                ),
                Prompt(text=_("Which ages do you take?")),
                Prompt(
                    text=_("How many places are you registered for in each age group?"),
                    setting_types=CHILDCARE,
                ),
                Prompt(
                    text=_(
                        "How are the rooms or groups organised, and how many "
                        "{children} and staff are in each?"
                    ),
                    setting_types=(*NURSERIES, *CHILDRENS_CENTRES),
                ),
                Prompt(
                    text=_(
                        "When are you open, how many weeks a year, and on which days "
                        "are you closed?"
                    )
                ),
                Prompt(
                    text=_(
                        "Who are the key staff: the {head}, the room leaders, the "
                        "{senco} and whoever leads on behaviour?"
                    ),
                    setting_types=NURSERIES,
                ),
                Prompt(
                    text=_(
                        "Who are the key staff: the {head}, the {senco} and whoever "
                        "leads each group?"
                    ),
                    setting_types=CHILDRENS_CENTRES,
                ),
                Prompt(
                    text=_(
                        "Who works with you, such as an assistant, and what have you "
                        "each been trained in?"
                    ),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_("Who leads on working with parents, and on equality?"),
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
                    )
                ),
                Prompt(text=_("What do parents say about your support?")),
                Prompt(text=_("What do {children} say about it?")),
                Prompt(
                    text=_(
                        "Which success story shows how your support works, without "
                        "telling who the {child} is?"
                    )
                ),
                Prompt(
                    text=_(
                        "Which awards or quality marks do you hold, and how long do "
                        "they last?"
                    )
                ),
                Prompt(
                    text=_(
                        "Has everyone who is named, quoted or pictured agreed, and "
                        "when will you take it down?"
                    )
                ),
                Prompt(text=_("Who wrote this local offer, and when?")),
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
                    )
                ),
                Prompt(
                    text=_(
                        "Which accessible toilets and changing places are there, and "
                        "how do light, sound and colours help?"
                    )
                ),
                Prompt(
                    text=_(
                        "Which displays, policies and letters can families have in "
                        "large print, audio, Braille or another language?"
                    )
                ),
                Prompt(
                    text=_(
                        "How do you help parents who find information hard to use, or "
                        "whose first language is not English?"
                    )
                ),
                Prompt(
                    text=_(
                        "How do symbols, pictures, signs and furniture of the right "
                        "height help every {child} to take part?"
                    )
                ),
                Prompt(
                    text=_(
                        "Which special equipment and technology do you have, and how "
                        "do you get more when a {child} needs it?"
                    )
                ),
                Prompt(
                    text=_("How do {children} with a disability get a place with you?")
                ),
                Prompt(
                    text=_(
                        "What do you do so that {children} with a disability are "
                        "treated as fairly as everyone else?"
                    )
                ),
                Prompt(
                    text=_(
                        "How does your accessibility plan make access better, where "
                        "can families read it, and when is its next review?"
                    ),
                    setting_types=SCHOOLS,
                ),
                Prompt(
                    text=_(
                        "How are you making access better, and when will you look at "
                        "it again?"
                    ),
                    setting_types=(*EARLY_YEARS, *COLLEGE),
                ),
            ),
            facts=(
                Fact(
                    key="step_free_entrance",
                    label=_("Step-free entrance"),
                    help_text=_("Which door, and whether all rooms can be reached"),
                ),
                Fact(
                    key="accessible_toilet",
                    label=_("Accessible toilet"),
                    help_text=_("How many, and where"),
                ),
                Fact(
                    key="changing_place",
                    label=_("Changing place for older children and adults"),
                    help_text=_("Such as a changing bench, and who may use it"),
                ),
                Fact(
                    key="hoist",
                    label=_("Hoist"),
                    help_text=_("Where it is, and of which kind"),
                ),
                Fact(
                    key="lift",
                    label=_("Lift"),
                    help_text=_("Which floors it serves; say so if there is one floor"),
                ),
                Fact(
                    key="hearing_loop",
                    label=_("Hearing loop"),
                    help_text=_("In which rooms"),
                ),
                Fact(
                    key="parking",
                    label=_("Accessible parking"),
                    help_text=_("How many spaces, and how to use one"),
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
                    setting_types=SPECIAL,
                ),
                Prompt(
                    text=_(
                        "How do you notice that a {child} may need more help, and how "
                        "do you find out what helps?"
                    )
                ),
                Prompt(
                    text=_(
                        "How do you use the early years foundation stage (EYFS) to "
                        "help each {child} to learn through play?"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "What happens at the check at age two, and what do you do if "
                        "it shows a worry?"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "Why do {children} come to you, for how long, and who decides "
                        "that?"
                    ),
                    setting_types=FOR_A_TIME,
                ),
                Prompt(
                    text=_(
                        "Which study programmes suit {children} with special "
                        "educational needs, and how do you make them fit?"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_(
                        "Which supported internships do you offer, and where do "
                        "{children} do them?"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(text=_("What extra help is there in the room, and from whom?")),
                Prompt(
                    text=_(
                        "How do you adapt what {children} learn in each year group?"
                    ),
                    setting_types=PERMANENT_SCHOOLS,
                ),
                Prompt(
                    text=_(
                        "How do you help {children} to join in all learning and to do "
                        "more alone, with which equipment and outside specialists?"
                    )
                ),
                Prompt(
                    text=_(
                        "What training do all staff have, who has special skills, and "
                        "how do you keep supporting them?"
                    )
                ),
                Prompt(
                    text=_(
                        "How do you plan and record who gets which help (your "
                        "provision map)?"
                    )
                ),
                Prompt(
                    text=_(
                        "How do you adapt tests, such as SATs, for {children} who need "
                        "it?"
                    ),
                    setting_types=(*WITH_PRIMARY_YEARS, *MIDDLE),
                ),
                Prompt(
                    text=_(
                        "Which exam access arrangements are there, such as extra time "
                        "or a reader, and how does a {child} get them?"
                    ),
                    setting_types=(*WITH_SECONDARY_YEARS, *FOR_A_TIME, *COLLEGE),
                ),
            ),
            facts=(
                Fact(
                    key="communication_and_interaction",
                    label=_("Communication and interaction"),
                    help_text=_("Such as speech and language needs, and autism"),
                ),
                Fact(
                    key="cognition_and_learning",
                    label=_("Cognition and learning"),
                    help_text=_("Such as learning difficulties, and dyslexia"),
                ),
                Fact(
                    key="social_emotional_mental_health",
                    label=_("Social, emotional and mental health"),
                    help_text=_("Such as anxiety, and attention difficulties"),
                ),
                Fact(
                    key="sensory_physical",
                    label=_("Sensory or physical needs"),
                    help_text=_("Such as hearing, sight and movement"),
                ),
            ),
        ),
        Section(
            key="reviewing",
            heading=_("Reviewing and evaluating outcomes"),
            anchor="reviewing-and-evaluating-outcomes",
            prompts=(
                Prompt(text=_("How do you check progress, and how often?")),
                Prompt(
                    text=_(
                        "What happens at the review meeting of an education, health "
                        "and care plan, and who takes part?"
                    )
                ),
                Prompt(
                    text=_(
                        "How do you review the help for {children} who have no such "
                        "plan (SEN Support)?"
                    )
                ),
                Prompt(
                    text=_("How do {children} and parents take part in reviews?"),
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Prompt(
                    text=_(
                        "How do {children} take the lead in their own reviews, up to "
                        "the age of 25?"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_(
                        "How do you find out whether your support works, and what have "
                        "you changed because of it?"
                    )
                ),
            ),
        ),
        Section(
            key="keeping_safe",
            heading=_("Keeping children safe"),
            anchor="keeping-children-safe",
            prompts=(
                Prompt(text=_("Who assesses risks, and when?")),
                Prompt(
                    text=_(
                        "How are {children} handed over at the start and end of the "
                        "day, and where can parents stop or park?"
                    ),
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Prompt(
                    text=_(
                        "Who may collect a {child}, and how do you check who it is?"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "Who watches over {children} at play, at meals and while they "
                        "sleep, and how?"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_("How do you keep {children} safe outdoors and on outings?"),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "How do {children} arrive and leave safely, and how do they "
                        "learn to travel alone?"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_("Who is there for {children} at breaks and at lunch?"),
                    setting_types=(*SCHOOLS, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "How do you keep {children} safe outside the classroom, in PE "
                        "and on trips?"
                    ),
                    setting_types=SCHOOLS,
                ),
                Prompt(
                    text=_(
                        "How do you keep {children} safe on work placements and on "
                        "trips?"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_(
                        "How do you prevent bullying, and where can families read your "
                        "anti-bullying policy?"
                    )
                ),
            ),
        ),
        Section(
            key="health",
            heading=_("Health (including emotional health and well being)"),
            anchor="health",
            prompts=(
                Prompt(text=_("How do you keep and give medicine?")),
                Prompt(
                    text=_(
                        "How do you make care plans with the family, and how do staff "
                        "get to know them?"
                    )
                ),
                Prompt(text=_("What happens in a medical emergency?")),
                Prompt(
                    text=_("How are staff trained for one {child}’s own health needs?")
                ),
                Prompt(
                    text=_(
                        "How do you manage allergies, and how do you give intimate "
                        "care with respect?"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(text=_("Which health and therapy services work on your site?")),
                Prompt(
                    text=_(
                        "How do you look after the feelings and the mental health of "
                        "{children}?"
                    )
                ),
                Prompt(
                    text=_(
                        "Who listens to {children} who are worried, and where and when?"
                    )
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
                    )
                ),
                Prompt(
                    text=_(
                        "How and when can families reach key staff, such as the {head} "
                        "or the {senco}?"
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
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_(
                        "How do a {child}’s key person and parents keep in touch from "
                        "day to day?"
                    ),
                    setting_types=(*NURSERIES, *CHILDRENS_CENTRES),
                ),
                Prompt(
                    text=_("How do you and parents keep in touch from day to day?"),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_("How do you tell parents about progress, and how often?"),
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Prompt(
                    text=_(
                        "How do {children} hear about their progress, what do you "
                        "share with parents, and whose choice is that?"
                    ),
                    setting_types=COLLEGE,
                ),
                Prompt(text=_("When are your open days, and how can a family visit?")),
                Prompt(
                    text=_(
                        "How can families tell you what they think, and how do you "
                        "answer?"
                    )
                ),
                Prompt(
                    text=_(
                        "How does a family complain, step by step, and what can they "
                        "do if they are still unhappy?"
                    )
                ),
                Prompt(
                    text=_(
                        "Where can families read your policy on special educational "
                        "needs?"
                    )
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
                    )
                ),
                Prompt(
                    text=_(
                        "How do {children} have a say in their own support and in the "
                        "{setting}, such as a {setting} council?"
                    ),
                    setting_types=(*PERMANENT_SCHOOLS, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "How do {children} have a say in their own support and in the "
                        "life of the {setting}?"
                    ),
                    setting_types=FOR_A_TIME,
                ),
                Prompt(
                    text=_(
                        "How do you work with a {child}’s own school, and who tells "
                        "parents what?"
                    ),
                    setting_types=FOR_A_TIME,
                ),
                Prompt(
                    text=_(
                        "How do you find out what {children} like and want, also "
                        "before they can say it in words?"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "How can parents join in the life of the {setting} or help to "
                        "run it?"
                    )
                ),
                Prompt(
                    text=_(
                        "How are health, social care and voluntary groups involved, "
                        "and what is the part of the {governors} in it?"
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
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_(
                        "What does your home-school agreement say, and who signs it?"
                    ),
                    setting_types=PERMANENT_SCHOOLS,
                ),
                Prompt(
                    text=_("What do you and a family agree on at the start?"),
                    setting_types=(*EARLY_YEARS, *FOR_A_TIME, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "What do you do for {children} with special educational needs "
                        "who are looked after by a council?"
                    )
                ),
            ),
        ),
        Section(
            key="family_support",
            heading=_("What help and support is available for the family?"),
            anchor="help-and-support-for-the-family",
            prompts=(
                Prompt(text=_("Who helps a family with forms and other paperwork?")),
                Prompt(
                    text=_(
                        "Who gives a family information, advice and guidance, and "
                        "about what?"
                    )
                ),
                Prompt(
                    text=_(
                        "How can a family reach the independent advice service for "
                        "your area (SENDIAS)?"
                    )
                ),
                Prompt(
                    text=_(
                        "Which other services and groups support families, and how can "
                        "they be reached?"
                    )
                ),
                Prompt(
                    text=_(
                        "How do {children} travel to and from the {setting}, and who "
                        "can help with that?"
                    )
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
                    )
                ),
                Prompt(
                    text=_(
                        "How do you help when a {child} moves from one room or group "
                        "to the next?"
                    ),
                    setting_types=(*NURSERIES, *CHILDRENS_CENTRES),
                ),
                Prompt(
                    text=_(
                        "How do you help when a {child} also goes to a nursery or a "
                        "pre-school?"
                    ),
                    setting_types=CHILDMINDERS,
                ),
                Prompt(
                    text=_("How do you prepare {children} for starting school?"),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_("How do you help {children} to move up to the next class?"),
                    setting_types=PERMANENT_SCHOOLS,
                ),
                Prompt(
                    text=_(
                        "How do you help {children} to go back to their school, or on "
                        "to another one?"
                    ),
                    setting_types=FOR_A_TIME,
                ),
                Prompt(
                    text=_(
                        "How do you welcome {children} who come from a first school or "
                        "a primary school?"
                    ),
                    setting_types=MIDDLE,
                ),
                Prompt(
                    text=_(
                        "How do you prepare {children} for their next school, such as "
                        "with visits or a buddy?"
                    ),
                    setting_types=MIDDLE,
                ),
                Prompt(
                    text=_(
                        "How do you prepare {children} for secondary school, such as "
                        "with visits or a buddy?"
                    ),
                    setting_types=WITH_PRIMARY_YEARS,
                ),
                Prompt(
                    text=_("How do you welcome {children} who join you after Year 6?"),
                    setting_types=WITH_SECONDARY_YEARS,
                ),
                Prompt(
                    text=_("How do you welcome {children} who join you after Year 11?"),
                    setting_types=COLLEGE,
                ),
                Prompt(
                    text=_(
                        "How do you help leavers to choose, such as with careers "
                        "guidance, college visits and apprenticeships?"
                    ),
                    setting_types=(*WITH_SECONDARY_YEARS, *FOR_A_TIME),
                ),
                Prompt(
                    text=_(
                        "How do you prepare {children} for adult life: work, living "
                        "independently, health and being part of the community?"
                    ),
                    setting_types=(*WITH_SECONDARY_YEARS, *FOR_A_TIME, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "What do you tell the next place, and how do you agree that "
                        "with the family?"
                    )
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
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Prompt(
                    text=_(
                        "Which clubs are there at lunchtime and after lessons, and "
                        "what do they cost?"
                    ),
                    setting_types=(*SCHOOLS, *COLLEGE),
                ),
                Prompt(
                    text=_(
                        "Which extra activities and outings are there, and what do "
                        "they cost?"
                    ),
                    setting_types=EARLY_YEARS,
                ),
                Prompt(
                    text=_(
                        "How do you make sure that every {child} can join in, also in "
                        "sport and other physical activities?"
                    )
                ),
                Prompt(
                    text=_("How do you make residential trips work for everyone?"),
                    setting_types=(*SCHOOLS, *COLLEGE),
                ),
                Prompt(text=_("How do you help {children} to make friends?")),
            ),
            facts=(
                Fact(
                    key="childcare_before",
                    label=_("Childcare before the day starts"),
                    help_text=_("Times and cost"),
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Fact(
                    key="childcare_after",
                    label=_("Childcare after the day ends"),
                    help_text=_("Times and cost"),
                    setting_types=(*EARLY_YEARS, *SCHOOLS),
                ),
                Fact(
                    key="childcare_holidays",
                    label=_("Childcare in the holidays"),
                    help_text=_("Which weeks, times and cost"),
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
    ),
    requirements=REQUIREMENTS,
    glossary=GLOSSARY,
    words=WORDS,
)
