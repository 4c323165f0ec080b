"""
What a health service says of itself: headings, questions and facts of our own.

No council's list stands behind them. They hold what the law asks a council to say of
each service, and what families ask besides. So a project whose council has a list of
its own names another framework; see ``docs/frameworks.md``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import (
    SERVICE,
    TEAMS,
    TELEPHONE,
    Detail,
    Fact,
    Framework,
    Requirement,
    Section,
    Term,
    Words,
    ask,
)
from wagtail_localoffer.frameworks.choices import TermKind
from wagtail_localoffer.frameworks.glossary import GLOSSARY
from wagtail_localoffer.frameworks.statutory import EVERYBODY, REGULATIONS

#: The front sheet of a health service.
HEALTH_SERVICE = replace(
    SERVICE,
    details=(
        # Its name.
        SERVICE.details[0],
        Detail(
            key="provider_name",
            missing=_("Enter who provides the service, such as an NHS trust."),
            required=True,
        ),
        Detail(key="also_called"),
        Detail(
            key="ods_code",
            missing=_(
                "Enter the ODS code of the provider: names of NHS bodies change, and "
                "by the code it can be found."
            ),
            # Of the Organisation Data Service: a trust has 3 characters, a GP practice
            # a letter and 5 digits, others more. No register is asked.
            pattern=r"[A-Z0-9]{3,10}",
            invalid=_(
                "An ODS code has 3 to 10 letters and digits, like A1B, and no spaces."
            ),
        ),
        Detail(
            key="commissioner",
            missing=_(
                "Enter who plans and pays for the service, such as an integrated care "
                "board."
            ),
        ),
        Detail(
            key="commissioner_date",
            missing=_(
                "Enter the date on which you last checked who plans and pays for the "
                "service: such bodies are abolished."
            ),
            required=True,
            needed_with="commissioner",
            fresh_days=366,
            stale=_(
                "It is more than a year since you checked who plans and pays for the "
                "service. Check it, and change the date."
            ),
        ),
        Detail(key="minimum_age"),
        Detail(key="minimum_age_unit"),
        Detail(
            key="maximum_age",
            missing=_(
                "Enter the ages that the service is for: families find services by age."
            ),
        ),
        Detail(key="age_exceptions"),
        Detail(
            key="areas",
            missing=_(
                "Enter the areas that the service is for: families find services by "
                "area."
            ),
        ),
        Detail(
            key="waiting_time",
            missing=_("Enter how long families wait for a first visit."),
        ),
        Detail(
            key="waiting_time_date",
            missing=_("Enter the date of the waiting time: it changes."),
            required=True,
            needed_with="waiting_time",
            fresh_days=183,
            stale=_(
                "The waiting time is more than six months old. Find out how long "
                "families wait now, and change the date."
            ),
        ),
        Detail(
            key="reviewed_by_role",
            missing=_("Enter the role of whoever keeps this page up to date."),
        ),
        Detail(key="address"),
        TELEPHONE,
    ),
)


#: The section whose facts are the needs that families look for.
NEEDS_SECTION = "needs"


NEEDS = (
    Fact(
        key="need_communication",
        label=_("Talking, listening and understanding"),
        help_text=_("Such as speech and language needs, and stammering"),
    ),
    Fact(
        key="need_learning",
        label=_("Learning"),
        help_text=_("Such as a learning disability, and slower development"),
    ),
    Fact(
        key="need_feelings",
        label=_("Feelings and mental health"),
        help_text=_("Such as anxiety, low mood, and attention difficulties"),
    ),
    Fact(
        key="need_autism",
        label=_("Autism"),
        help_text=_("Such as assessment, and help before or after it"),
    ),
    Fact(
        key="need_hearing",
        label=_("Hearing"),
        help_text=_("Such as deafness, hearing tests and hearing aids"),
    ),
    Fact(
        key="need_sight",
        label=_("Seeing"),
        help_text=_("Such as sight loss, and eye tests"),
    ),
    Fact(
        key="need_movement",
        label=_("Moving, sitting and using hands"),
        help_text=_("Such as walking, wheelchairs, and getting dressed"),
    ),
    Fact(
        key="need_medical",
        label=_("Illness and medical care"),
        help_text=_("Such as epilepsy, tube feeding, and using the toilet"),
    ),
)


of_the_schedule = partial(
    Requirement,
    source=_("SEND Regulations 2014, Schedule 2, paragraphs 15 and 17"),
    binds=_("The council publishes it; the NHS body gives the information"),
    # It binds the council alone.
    should=EVERYBODY,
    valid_from=REGULATIONS,
)


SCHEDULE_2 = (
    of_the_schedule(
        key="schedule-2.who-for",
        text=_("Who your service is for"),
        answered_in=("who_for", "needs"),
        facts=tuple(fact.key for fact in NEEDS),
    ),
    of_the_schedule(
        key="schedule-2.getting-help",
        text=_("How families can get your service"),
        answered_in=("getting_help",),
        facts=("self_referral",),
    ),
    of_the_schedule(
        key="schedule-2.decisions",
        text=_("How it is decided who gets your service"),
        answered_in=("decisions",),
    ),
    of_the_schedule(
        key="schedule-2.advice",
        text=_("Where families can find advice and information"),
        answered_in=("advice",),
        # That a service gives advice doesn't say where.
        words=(
            "advice from",
            "advice line",
            "advice on our",
            "advice service",
            "ask us",
            "call our",
            "call the",
            "call us",
            "charit",
            "contact",
            "drop in",
            "email",
            "fact sheet",
            "factsheet",
            "family hub",
            "find advice",
            "find information",
            "find out more",
            "for advice",
            "get advice",
            "helpline",
            "iass",
            "information and advice",
            "information from",
            "information on our",
            "leaflet",
            "online",
            "parent carer forum",
            "ring our",
            "ring the",
            "ring us",
            "sendias",
            "speak to",
            "support group",
            "talk to",
            "telephone",
            "text us",
            "video",
            "web",
            "workshop",
        ),
    ),
    of_the_schedule(
        key="schedule-2.complaints",
        text=_("How families can complain"),
        answered_in=("feedback",),
        words=(
            "complain",
            "dissatisf",
            "go wrong",
            "not happy",
            "not satisfied",
            "ombudsman",
            "put right",
            "put things right",
            "unhappy",
            "went wrong",
        ),
    ),
)


#: What families meet in health services, besides the words of the shared glossary.
TERMS = (
    Term(
        word="ODS",
        kind=TermKind.ABBREVIATION,
        expansion=_("Organisation Data Service"),
        advice=_("Leave it out: the code has a field of its own."),
    ),
    Term(
        word="open referral",
        kind=TermKind.JARGON,
        advice=_("Say that anybody can ask for your help, and how."),
    ),
    Term(
        word="self-referral",
        kind=TermKind.JARGON,
        advice=_("Write “you can ask us for help yourself”, and say how."),
    ),
    Term(
        word="commissioned by",
        kind=TermKind.JARGON,
        advice=_("Write “planned and paid for by”."),
    ),
    Term(
        word="joint commissioning",
        kind=TermKind.JARGON,
        advice=_("Say who plans and pays for the service together."),
    ),
    Term(
        word="co-production",
        kind=TermKind.JARGON,
        advice=_("Write “planned together with families”, and say how."),
    ),
    Term(
        word="universal services",
        kind=TermKind.JARGON,
        advice=_("Write “services for all children”, and say which."),
    ),
    Term(
        word="continence",
        kind=TermKind.JARGON,
        advice=_("Say that it is about using the toilet, and staying clean and dry."),
    ),
    Term(
        word="palliative care",
        kind=TermKind.JARGON,
        advice=_(
            "Say that it helps a child with a serious illness to live as well as they "
            "can."
        ),
    ),
    Term(
        word="respite care",
        kind=TermKind.JARGON,
        advice=_("Write “short breaks”, and say for whom."),
    ),
    Term(
        word="continuing care",
        kind=TermKind.JARGON,
        advice=_("Say what it is: more health care than other services can give."),
    ),
)


HEALTH = Framework(
    source=_(
        "Our own list for health services. A part of it is asked for by the SEND "
        "Regulations 2014, Schedule 2, paragraphs 15 and 17."
    ),
    sections=(
        Section(
            key="what_we_do",
            heading=_("What we do"),
            anchor="what-we-do",
            prompts=ask(
                _("What do you do for {children}, in words that a family would use?"),
                _(
                    "Which help can a family get from you, such as an assessment, "
                    "treatment, equipment or training?"
                ),
                _("Who is in your team, and what does each of them do?"),
                _("What do families say has changed with your help?"),
                _("What do you not do, and who does it instead?"),
            ),
        ),
        Section(
            key=NEEDS_SECTION,
            heading=_("Needs we can help with"),
            anchor="needs-we-can-help-with",
            prompts=ask(
                _("Which needs do you help with, and what do you do for each of them?"),
                _("Can you help before there is a diagnosis, or without one?"),
                _("How do you help somebody who has several needs?"),
                _("Which needs do you not help with, and who does?"),
            ),
            facts=NEEDS,
            facts_suffice=True,
        ),
        Section(
            key="who_for",
            heading=_("Who can use this service"),
            anchor="who-can-use-this-service",
            prompts=ask(
                _(
                    "Which ages do you see, and who is an exception, such as older "
                    "pupils of special schools?"
                ),
                _("Where must a family live, or which school must the {child} go to?"),
                _(
                    "Must their doctor (GP) be in your area, and what if their "
                    "home is not?"
                ),
                _(
                    "Can {children} use the service without an education, health "
                    "and care plan?"
                ),
                _("Who is the service not for, and where can they turn instead?"),
            ),
            facts=(
                Fact(
                    key="gp_registration",
                    label=_("You need a doctor (GP) in our area"),
                    help_text=_("Which surgeries count, and who is an exception"),
                ),
            ),
        ),
        Section(
            key="getting_help",
            heading=_("How to get this service"),
            anchor="how-to-get-this-service",
            prompts=ask(
                _(
                    "Who can ask for your help: parents, young people themselves, "
                    "a doctor (GP), a nursery or a school?"
                ),
                _(
                    "How does a family ask for help themselves, step by step, and "
                    "can they telephone?"
                ),
                _("Where is the form, and who helps a family to fill it in?"),
                _(
                    "Who must agree first (consent), and when can a young person "
                    "agree alone?"
                ),
                _(
                    "What should be sent with it, such as a report from the "
                    "nursery or school?"
                ),
                _("How does a family know that you have got it?"),
            ),
            facts=(
                Fact(
                    key="self_referral",
                    label=_("You can ask us for help yourself (self-referral)"),
                    help_text=_("How, and whether young people can do it too"),
                ),
                Fact(
                    key="who_refers",
                    label=_("Who else can ask us to help you"),
                    help_text=_("Such as a doctor (GP), health visitor or school"),
                    has_answer=False,
                ),
                Fact(
                    key="consent",
                    label=_("Somebody must agree first (consent)"),
                    help_text=_("Who: a parent, a carer or the young person"),
                ),
                Fact(
                    key="referral_form",
                    label=_("Form to fill in"),
                    help_text=_("What it is called, and where to get it"),
                    has_answer=False,
                ),
            ),
        ),
        Section(
            key="decisions",
            heading=_("How we decide who we see"),
            anchor="how-we-decide-who-we-see",
            prompts=ask(
                _("What must be true so that you see somebody (your criteria)?"),
                _("Who decides, what do they look at, and how long does it take?"),
                _("Who is seen first, and why?"),
                _("How do you tell the family what you have decided, and why?"),
                _(
                    "If you say no, where can a family turn, and can they ask you "
                    "to think again?"
                ),
            ),
        ),
        Section(
            key="next_steps",
            heading=_("What happens next"),
            anchor="what-happens-next",
            prompts=ask(
                _("What happens after somebody has asked for your help, step by step?"),
                _(
                    "How long do families wait for each step, and on which date "
                    "was that so?"
                ),
                _("What can a family do while they wait, and who can help?"),
                _(
                    "What happens at the first visit, how long is it, and who may "
                    "come too?"
                ),
                _(
                    "How do you agree on a plan with the family, and when do you "
                    "look at it again?"
                ),
                _("How does your help end, and how can it begin again?"),
            ),
            required=False,
        ),
        Section(
            key="where_and_when",
            heading=_("Where and when we see you"),
            anchor="where-and-when-we-see-you",
            prompts=ask(
                _(
                    "Where do you see {children}: in a clinic, at school, at home "
                    "or online?"
                ),
                _(
                    "On which days and at what times are you open, also in the "
                    "school holidays?"
                ),
                _(
                    "Which team is for which area, and when does somebody answer "
                    "its telephone and email?"
                ),
                _(
                    "How does a family get there, where can they park, and can a "
                    "wheelchair get in?"
                ),
                _(
                    "What do you do for somebody who finds noise, light or waiting "
                    "hard?"
                ),
                _(
                    "How can a family change a visit, and what happens if they "
                    "miss one?"
                ),
            ),
            facts=(
                Fact(
                    key="clinic",
                    label=_("In a clinic or hospital"),
                    help_text=_("Which, and where"),
                ),
                Fact(
                    key="school",
                    label=_("At nursery, school or college"),
                    help_text=_("Which, and how often"),
                ),
                Fact(
                    key="home",
                    label=_("At your home"),
                    help_text=_("When you come to a family"),
                ),
                Fact(
                    key="online",
                    label=_("Online or by telephone"),
                    help_text=_("How, and what a family needs for it"),
                ),
                Fact(
                    key="opening_hours",
                    label=_("When we are open"),
                    help_text=_("Days, times, and when you are closed"),
                    has_answer=False,
                ),
            ),
            required=False,
        ),
        Section(
            key="cost_and_equipment",
            heading=_("Cost and equipment"),
            anchor="cost-and-equipment",
            prompts=ask(
                _("Is the service free, and if not, what does a family pay?"),
                _(
                    "Which equipment do you lend or give, and how do you decide "
                    "who gets it?"
                ),
                _("Who repairs it, and who changes it as somebody grows?"),
                _("Who can help with costs, such as those of getting to a visit?"),
            ),
            facts=(
                Fact(
                    key="free_of_charge",
                    label=_("Free of charge"),
                    help_text=_("What costs something, and how much"),
                ),
                Fact(
                    key="equipment",
                    label=_("We lend or give equipment"),
                    help_text=_(
                        "Such as wheelchairs, hearing aids or communication aids"
                    ),
                ),
            ),
            required=False,
        ),
        Section(
            key="advice",
            heading=_("Advice and information"),
            anchor="advice-and-information",
            prompts=ask(
                _(
                    "Where can a family find advice without a visit, such as on a "
                    "helpline or a website?"
                ),
                _(
                    "Which leaflets, videos, courses or drop-in sessions do you "
                    "have, and who may use them?"
                ),
                _(
                    "How does a family find the free and independent advice "
                    "service of its council (SENDIAS)?"
                ),
                _(
                    "Which charities and groups can you recommend, and how does a "
                    "family get in touch with them?"
                ),
                _(
                    "Where should a family turn at once when it can’t wait, also "
                    "at night?"
                ),
            ),
        ),
        Section(
            key="support_in_schools",
            heading=_("Support in schools and early years"),
            anchor="support-in-schools-and-early-years",
            prompts=ask(
                _(
                    "What training do you give to the staff of nurseries, schools "
                    "and colleges?"
                ),
                _(
                    "What advice can a nursery, school or college have, and how "
                    "does it ask for it?"
                ),
                _(
                    "How do you help to write care plans, so that somebody with a "
                    "medical need is safe there?"
                ),
                _(
                    "How do you take part in education, health and care plans and "
                    "their reviews?"
                ),
                _(
                    "How do you help services for all children to be right for "
                    "those with a disability too?"
                ),
                _(
                    "What do you tell a nursery, school or college, and how do you "
                    "agree that with the family?"
                ),
            ),
            facts=(
                Fact(
                    key="training",
                    label=_("Training for staff"),
                    help_text=_("What about, and for whom"),
                ),
                Fact(
                    key="school_advice",
                    label=_("Advice for nurseries, schools and colleges"),
                    help_text=_("How they ask for it"),
                ),
                Fact(
                    key="care_plans",
                    label=_("Help with care plans"),
                    help_text=_("For which needs, and who writes them"),
                ),
            ),
            required=False,
        ),
        Section(
            key="adult_services",
            heading=_("Moving to adult services"),
            anchor="moving-to-adult-services",
            prompts=ask(
                _(
                    "At which age does your help end, and how long before do you "
                    "begin to plan for that?"
                ),
                _("Who helps from then on, and when does the young person meet them?"),
                _("How do young people have a say in what comes next?"),
                _(
                    "What do you pass on to adult services, and how do you agree "
                    "that with the young person?"
                ),
                _("What if no adult service does the same as yours?"),
            ),
            required=False,
        ),
        Section(
            key="involving_families",
            heading=_("How we involve you"),
            anchor="how-we-involve-you",
            prompts=ask(
                _("How do families decide with you what you do for their child?"),
                _(
                    "How do you find out what {children} want, also those who "
                    "don’t use words?"
                ),
                _("How can families help to plan the service and make it better?"),
                _("What have you changed because of what families told you?"),
            ),
            required=False,
        ),
        Section(
            key="feedback",
            heading=_("Feedback and complaints"),
            anchor="feedback-and-complaints",
            prompts=ask(
                _("How can a family tell you what went well, or thank someone?"),
                _("Where can a family say what could be better, and what comes of it?"),
                _(
                    "What are the steps of a complaint, and who looks at it next if "
                    "the answer does not help?"
                ),
                _(
                    "How can a family reach the patient advice and liaison service "
                    "(PALS), and what does it do?"
                ),
                _(
                    "Who helps a family to complain, and how do you make sure that "
                    "nobody is treated worse for it?"
                ),
            ),
            facts=(
                Fact(
                    key="pals",
                    label=_("Patient advice and liaison service (PALS)"),
                    help_text=_(
                        "Telephone and email; check them often, as they change"
                    ),
                    has_answer=False,
                ),
            ),
        ),
        Section(
            key="accessible_information",
            heading=_("Accessible formats and interpreters"),
            anchor="accessible-formats-and-interpreters",
            prompts=ask(
                _("Which interpreters can a family have, and how do they ask for one?"),
                _(
                    "What is there in easy read, large print, audio, Braille or "
                    "another language?"
                ),
                _(
                    "How do you talk with {children} who use signs, pictures or a "
                    "device to speak?"
                ),
                _(
                    "How does a family tell you what they need, so that they need "
                    "not say it twice?"
                ),
                _("How can a family without internet get what is said here?"),
            ),
            facts=(
                Fact(
                    key="interpreters",
                    label=_("Interpreters"),
                    help_text=_("Which languages, and how to ask for one"),
                ),
                Fact(
                    key="bsl",
                    label=_("British Sign Language (BSL)"),
                    help_text=_("How to ask for an interpreter"),
                ),
                Fact(
                    key="easy_read",
                    label=_("Easy read"),
                    help_text=_("What there is, and where to get it"),
                ),
                Fact(
                    key="large_print",
                    label=_("Large print"),
                    help_text=_("What there is, and where to get it"),
                ),
            ),
            required=False,
        ),
    ),
    requirements=SCHEDULE_2,
    glossary=(*GLOSSARY, *TERMS),
    words={
        "": Words(
            child=_("child or young person"),
            children=_("children and young people"),
            senco=_("contact"),
            head=_("service lead"),
            governors=_("board"),
            setting=_("service"),
        ),
    },
    front_sheet=HEALTH_SERVICE,
    contact=TEAMS,
)
