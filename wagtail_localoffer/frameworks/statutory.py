"""
What the law and the Code of Practice ask a school to publish about its support.

The texts are ours, short and plain; none of them quotes. A source names where to read
the exact words.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Audience, Requirement, split_words
from wagtail_localoffer.frameworks.choices import RunBy, SettingType
from wagtail_localoffer.frameworks.statutory_signs import SIGNS

#: The regulations and section 69 of the Act came into force together.
REGULATIONS = date(2014, 9, 1)


#: The Code is dated January 2015, without a day: by the last one it was there.
CODE = date(2015, 1, 31)


STATE = (RunBy.COUNCIL, RunBy.ACADEMY)

MAINSTREAM = (
    SettingType.PRIMARY,
    SettingType.MIDDLE,
    SettingType.SECONDARY,
    SettingType.ALL_THROUGH,
)

BEFORE_SCHOOL = (
    SettingType.EARLY_YEARS,
    SettingType.CHILDMINDER,
    SettingType.CHILDRENS_CENTRE,
)

#: Councils may ask them what schools are asked, and section 69 doesn't name them.
FOR_A_TIME = (SettingType.PUPIL_REFERRAL_UNIT, SettingType.ALTERNATIVE)


# Those whom section 69 doesn't name are only encouraged: nurseries, childminders,
# children's centres, pupil referral units, alternative provision, colleges and sixth
# forms, independent schools. A nursery that the council runs is a maintained nursery
# school; one that an academy trust runs isn't.
MAINTAINED_NURSERIES = Audience(
    setting_types=(SettingType.EARLY_YEARS,), run_by=(RunBy.COUNCIL,)
)

STATE_SCHOOLS = (
    Audience(setting_types=(*MAINSTREAM, SettingType.SPECIAL), run_by=STATE),
    MAINTAINED_NURSERIES,
)

MAINSTREAM_STATE_SCHOOLS = (
    Audience(setting_types=MAINSTREAM, run_by=STATE),
    MAINTAINED_NURSERIES,
)

EVERYBODY = (Audience(),)

SCHOOLS = (Audience(setting_types=(*MAINSTREAM, SettingType.SPECIAL, *FOR_A_TIME)),)

ALL_BUT_EARLY_YEARS = (
    Audience(
        setting_types=(
            *MAINSTREAM,
            SettingType.SPECIAL,
            *FOR_A_TIME,
            SettingType.COLLEGE,
        )
    ),
)

ALL_BUT_SPECIAL_SCHOOLS = (
    Audience(
        setting_types=(*BEFORE_SCHOOL, *MAINSTREAM, *FOR_A_TIME, SettingType.COLLEGE),
    ),
)


BINDS_STATE_SCHOOLS = _(
    "Maintained schools, maintained nursery schools and academies, special schools too"
)

BINDS_MAINSTREAM = _(
    "Mainstream maintained schools, maintained nursery schools and mainstream academies"
)

BINDS_NOBODY = _("Guidance for every setting")


of_state_schools = partial(
    Requirement,
    binds=BINDS_STATE_SCHOOLS,
    must=STATE_SCHOOLS,
    should=EVERYBODY,
    valid_from=REGULATIONS,
)

of_the_code = partial(
    Requirement, binds=BINDS_NOBODY, should=EVERYBODY, valid_from=CODE
)


#: The free and independent service of each council, by whatever name.
SENDIAS = split_words(
    "sendias, send ias, iass, independent advice, independent service, impartial, "
    "information and advice, information advice and, advice and support service"
)


REQUIREMENTS = (
    of_state_schools(
        key="schedule-1.1",
        signs=SIGNS["schedule-1.1"],
        heading=_("The kinds of special educational needs that we provide for"),
        text=_("The kinds of special educational needs that you provide for"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 1"),
        answered_in=("teaching", "the_setting"),
        facts=(
            "communication_and_interaction",
            "cognition_and_learning",
            "social_emotional_mental_health",
            "sensory_physical",
        ),
    ),
    Requirement(
        key="schedule-1.2",
        signs=SIGNS["schedule-1.2"],
        heading=_("How we notice and assess special educational needs"),
        text=_(
            "How you notice that a child or young person has special educational "
            "needs, and how you assess them"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 2"),
        binds=BINDS_MAINSTREAM,
        must=MAINSTREAM_STATE_SCHOOLS,
        should=ALL_BUT_SPECIAL_SCHOOLS,
        valid_from=REGULATIONS,
        answered_in=("teaching", "reviewing"),
    ),
    of_state_schools(
        key="schedule-1.3a",
        signs=SIGNS["schedule-1.3a"],
        heading=_("How we find out whether our support works"),
        text=_("How you find out whether your support works"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(a)"),
        answered_in=("reviewing", "good_practice"),
    ),
    of_state_schools(
        key="schedule-1.3b",
        signs=SIGNS["schedule-1.3b"],
        heading=_("How we assess and review progress with you"),
        text=_(
            "How you assess and review progress, and how parents, children and young "
            "people take part in that"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(b)"),
        answered_in=("reviewing", "communication"),
    ),
    of_state_schools(
        key="schedule-1.3c",
        signs=SIGNS["schedule-1.3c"],
        heading=_("How we teach"),
        text=_(
            "How you teach children and young people with special educational needs"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(c)"),
        answered_in=("teaching",),
    ),
    of_state_schools(
        key="schedule-1.3d",
        signs=SIGNS["schedule-1.3d"],
        heading=_("How we adapt what is learned, and where"),
        text=_("How you adapt what is learned, and the place where it is learned"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(d)"),
        answered_in=("teaching", "accessibility"),
    ),
    of_state_schools(
        key="schedule-1.3e",
        signs=SIGNS["schedule-1.3e"],
        heading=_("What extra help with learning there is"),
        text=_("What extra help with learning there is"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(e)"),
        answered_in=("teaching",),
    ),
    of_state_schools(
        key="schedule-1.3f",
        signs=SIGNS["schedule-1.3f"],
        heading=_("How everybody can join in activities"),
        text=_(
            "How children and young people with special educational needs join in "
            "activities, also physical ones, with those who have none"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(f)"),
        answered_in=("activities", "keeping_safe"),
    ),
    of_state_schools(
        key="schedule-1.3g",
        signs=SIGNS["schedule-1.3g"],
        heading=_("How we support feelings and friendships, and prevent bullying"),
        text=_(
            "How you support emotional and social development, listen to worries and "
            "prevent bullying"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(g)"),
        answered_in=("health", "keeping_safe"),
    ),
    Requirement(
        key="schedule-1.4",
        signs=SIGNS["schedule-1.4"],
        heading=_("Our special educational needs co-ordinator"),
        text=_("The name and contact details of the SENCO"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 4"),
        binds=BINDS_MAINSTREAM,
        must=MAINSTREAM_STATE_SCHOOLS,
        should=ALL_BUT_SPECIAL_SCHOOLS,
        valid_from=REGULATIONS,
        answered_in=("senco_contact",),
    ),
    of_state_schools(
        key="schedule-1.5",
        signs=SIGNS["schedule-1.5"],
        heading=_("What our staff know, and how we get help from specialists"),
        text=_(
            "What staff know and are trained in, and how you get help from specialists"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 5"),
        answered_in=("teaching", "health"),
    ),
    of_state_schools(
        key="schedule-1.6",
        signs=SIGNS["schedule-1.6"],
        heading=_("How we get equipment and facilities"),
        text=_("How you get the equipment and facilities that are needed"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 6"),
        answered_in=("accessibility", "teaching"),
    ),
    of_state_schools(
        key="schedule-1.7",
        signs=SIGNS["schedule-1.7"],
        heading=_("How we ask and involve parents and carers"),
        text=_("How you consult parents and involve them in their child’s education"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 7"),
        answered_in=("working_together", "communication", "reviewing"),
    ),
    of_state_schools(
        key="schedule-1.8",
        signs=SIGNS["schedule-1.8"],
        heading=_("How we ask and involve children and young people"),
        text=_(
            "How you consult children and young people with special educational needs "
            "and involve them in their education"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 8"),
        answered_in=("working_together", "reviewing"),
    ),
    of_state_schools(
        key="schedule-1.9",
        signs=SIGNS["schedule-1.9"],
        heading=_("How to complain"),
        text=_("What a parent can do to complain, and how you deal with it"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 9"),
        answered_in=("communication", "working_together", "family_support"),
    ),
    of_state_schools(
        key="schedule-1.10",
        signs=SIGNS["schedule-1.10"],
        heading=_("How we work with health, social care and others"),
        text=_(
            "How health services, social care, the council’s support services and "
            "voluntary groups are involved"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 10"),
        answered_in=("working_together", "health"),
    ),
    of_state_schools(
        key="schedule-1.11",
        signs=SIGNS["schedule-1.11"],
        heading=_("Who else can support your family"),
        text=_(
            "How parents can reach support services, among them the information, "
            "advice and support service (SENDIAS)"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 11"),
        answered_in=("family_support",),
    ),
    of_state_schools(
        key="schedule-1.12",
        signs=SIGNS["schedule-1.12"],
        heading=_("How we support moves and growing up"),
        text=_(
            "How you support a move to the next phase, into adult life and to living "
            "independently"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 12"),
        answered_in=("transitions",),
    ),
    of_state_schools(
        key="schedule-1.13",
        signs=SIGNS["schedule-1.13"],
        heading=_("Where to find the council’s local offer"),
        text=_("Where the council’s own local offer is published"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 13"),
        answered_in=("council_link", "family_support"),
    ),
    of_state_schools(
        key="section-69.d1",
        signs=SIGNS["section-69.d1"],
        heading=_("How disabled children and young people get a place"),
        text=_("How disabled children and young people get a place with you"),
        source=_("Children and Families Act 2014, section 69(3)(b)(i)"),
        answered_in=("accessibility", "transitions", "the_setting"),
    ),
    of_state_schools(
        key="section-69.d2",
        signs=SIGNS["section-69.d2"],
        heading=_("How we make sure that everybody is treated fairly"),
        text=_(
            "What you do so that disabled children and young people are not treated "
            "less well than others"
        ),
        source=_("Children and Families Act 2014, section 69(3)(b)(ii)"),
        answered_in=("accessibility", "keeping_safe"),
    ),
    of_state_schools(
        key="section-69.d3",
        signs=SIGNS["section-69.d3"],
        heading=_("What helps with access"),
        text=_("What there is to help disabled children and young people with access"),
        source=_("Children and Families Act 2014, section 69(3)(b)(iii)"),
        answered_in=("accessibility",),
        facts=(
            "step_free_entrance",
            "accessible_toilet",
            "changing_place",
            "hoist",
            "lift",
            "hearing_loop",
            "parking",
        ),
    ),
    of_state_schools(
        key="section-69.d4",
        signs=SIGNS["section-69.d4"],
        heading=_("Our accessibility plan"),
        text=_("Your accessibility plan"),
        source=_("Children and Families Act 2014, section 69(3)(b)(iv)"),
        # Only schools have one.
        should=SCHOOLS,
        answered_in=("accessibility",),
    ),
    # What follows binds nobody by itself: it says what good practice is. The data of
    # 6.83 is given to the council and not published, so it isn't asked for here.
    of_the_code(
        key="code-6.80",
        signs=SIGNS["code-6.80"],
        text=_(
            "What you do for children and young people with special educational needs "
            "who are looked after by a council"
        ),
        source=_("SEND code of practice 2015, paragraph 6.80"),
        answered_in=("working_together", "teaching", "family_support"),
    ),
    of_the_code(
        key="code-6.81",
        signs=SIGNS["code-6.81"],
        text=_(
            "Whom families can contact about a worry, and where your policy on special "
            "educational needs is, in clear and simple words"
        ),
        source=_("SEND code of practice 2015, paragraph 6.81"),
        answered_in=("communication",),
    ),
    of_the_code(
        key="code-6.82",
        signs=SIGNS["code-6.82"],
        text=_("How you adapt the curriculum in each year"),
        source=_("SEND code of practice 2015, paragraph 6.82"),
        # Before school, there are no years to adapt it for.
        should=ALL_BUT_EARLY_YEARS,
        answered_in=("teaching",),
    ),
)
