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
    Prompt,
    Requirement,
    Section,
    Term,
    Words,
    split_words,
)
from wagtail_localoffer.frameworks.choices import FactGroup, TermKind
from wagtail_localoffer.frameworks.family_questions import HEALTH_QUESTIONS
from wagtail_localoffer.frameworks.glossary import GLOSSARY
from wagtail_localoffer.frameworks.statutory import EVERYBODY, REGULATIONS, SENDIAS
from wagtail_localoffer.frameworks.taking_part import TAKING_PART

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
        group=FactGroup.NEED,
    ),
    Fact(
        key="need_learning",
        label=_("Learning"),
        help_text=_("Such as a learning disability, and slower development"),
        group=FactGroup.NEED,
    ),
    Fact(
        key="need_feelings",
        label=_("Feelings and mental health"),
        help_text=_("Such as anxiety, low mood, and attention difficulties"),
        group=FactGroup.NEED,
    ),
    Fact(
        key="need_autism",
        label=_("Autism"),
        help_text=_("Such as assessment, and help before or after it"),
        group=FactGroup.NEED,
    ),
    Fact(
        key="need_hearing",
        label=_("Hearing"),
        help_text=_("Such as deafness, hearing tests and hearing aids"),
        group=FactGroup.NEED,
    ),
    Fact(
        key="need_sight",
        label=_("Seeing"),
        help_text=_("Such as sight loss, and eye tests"),
        group=FactGroup.NEED,
    ),
    Fact(
        key="need_movement",
        label=_("Moving, sitting and using hands"),
        help_text=_("Such as walking, wheelchairs, and getting dressed"),
        group=FactGroup.NEED,
    ),
    Fact(
        key="need_medical",
        label=_("Illness and medical care"),
        help_text=_("Such as epilepsy, tube feeding, and using the toilet"),
        group=FactGroup.NEED,
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
            prompts=(
                Prompt(
                    text=_(
                        "What do you do for {children}, in words that a family would "
                        "use?"
                    ),
                    words=split_words(
                        "we help, we support, we see, we work with, we assess, "
                        "we treat, we teach, we find out, our service, our job"
                    ),
                ),
                Prompt(
                    text=_(
                        "Which help can a family get from you, such as an assessment, "
                        "treatment, equipment or training?"
                    ),
                    words=split_words(
                        "assess, treatment, therapy, therapies, equipment, training, "
                        "programme, exercise, diagnos, workshop, advice, groups, "
                        "medicine, show you, lend"
                    ),
                ),
                Prompt(
                    text=_("Who is in your team, and what does each of them do?"),
                    words=split_words(
                        "our team, team of, therapists, nurses, assistant, "
                        "psychologist, doctors, consultant, paediatrician, dietitian, "
                        "co-ordinator, receptionist"
                    ),
                ),
                Prompt(
                    text=_("What do families say has changed with your help?"),
                    words=split_words(
                        "families say, families tell, families told, parents say, "
                        "parents tell, parents told, parent said, a mother, a father, "
                        "my son, my daughter, my child"
                    ),
                ),
                Prompt(
                    text=_("What do you not do, and who does it instead?"),
                    words=split_words(
                        "we do not, we don’t, we can’t, we cannot, we are not, "
                        "not part of, not the right, instead, another team, "
                        "another service, other service, is done by"
                    ),
                ),
            ),
        ),
        Section(
            key=NEEDS_SECTION,
            heading=_("Needs we can help with"),
            anchor="needs-we-can-help-with",
            prompts=(
                Prompt(
                    text=_(
                        "Which needs do you help with, and what do you do for each of "
                        "them?"
                    ),
                    words=split_words(
                        "autis, adhd, hearing, deaf, sight, speech, language, "
                        "stammer, anxi, learning disab, epilep, walking, feeding"
                    ),
                    facts=tuple(fact.key for fact in NEEDS),
                ),
                Prompt(
                    text=_("Can you help before there is a diagnosis, or without one?"),
                    words=split_words(
                        "diagnos, label, waiting for an assessment, "
                        "before an assessment, without an assessment, a name for, "
                        "condition"
                    ),
                ),
                Prompt(
                    text=_("How do you help somebody who has several needs?"),
                    words=split_words(
                        "several needs, more than one, other needs, complex, "
                        "at the same time, work together, joint, combination, "
                        "also has"
                    ),
                ),
                Prompt(
                    text=_("Which needs do you not help with, and who does?"),
                    words=split_words(
                        "we do not, we don’t, we can’t, we cannot, we are not, "
                        "not part of, not the right, instead, another team, "
                        "another service, other service"
                    ),
                ),
            ),
            facts=NEEDS,
            facts_suffice=True,
        ),
        Section(
            key="who_for",
            heading=_("Who can use this service"),
            anchor="who-can-use-this-service",
            prompts=(
                Prompt(
                    text=_(
                        "Which ages do you see, and who is an exception, such as older "
                        "pupils of special schools?"
                    ),
                    words=split_words(
                        "aged, ages, years old, year old, from birth, up to the age, "
                        "up to their, birthday, under 5, under 16, under 18, 0 to, "
                        "age of, until they turn"
                    ),
                ),
                Prompt(
                    text=_(
                        "Where must a family live, or which school must the {child} go "
                        "to?"
                    ),
                    words=split_words(
                        "live in, lives in, live within, living in, postcode, "
                        "address, resident, school in, goes to, borough, county, "
                        "district"
                    ),
                ),
                Prompt(
                    text=_(
                        "Must their doctor (GP) be in your area, and what if their "
                        "home is not?"
                    ),
                    words=split_words(
                        "gp, doctor, surgery, surgeries, registered with"
                    ),
                    facts=("gp_registration",),
                ),
                Prompt(
                    text=_(
                        "Can {children} use the service without an education, health "
                        "and care plan?"
                    ),
                    words=split_words(
                        "ehc, education health and care, without a plan, need a plan, "
                        "have a plan, sen support"
                    ),
                ),
                Prompt(
                    text=_(
                        "Who is the service not for, and where can they turn instead?"
                    ),
                    words=split_words(
                        "not for, do not see, don’t see, can’t see, cannot see, "
                        "instead, somewhere else, other service, another service, "
                        "not able, we do not, not the right"
                    ),
                ),
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
            prompts=(
                Prompt(
                    text=_(
                        "Who can ask for your help: parents, young people themselves, "
                        "a doctor (GP), a nursery or a school?"
                    ),
                    words=split_words(
                        "anybody can, anyone can, parents can, you can ask, refer, "
                        "health visitor, teacher, doctor, gp, young people can, "
                        "school can, if you agree"
                    ),
                    facts=(
                        "self_referral",
                        "who_refers",
                    ),
                ),
                Prompt(
                    text=_(
                        "How does a family ask for help themselves, step by step, and "
                        "can they telephone?"
                    ),
                    words=split_words(
                        "yourself, call us, ring, telephone, phone, email, website, "
                        "online, write to us, own words"
                    ),
                    facts=("self_referral",),
                ),
                Prompt(
                    text=_("Where is the form, and who helps a family to fill it in?"),
                    words=split_words(
                        "form, fill in, fill it in, download, paper copy"
                    ),
                    facts=("referral_form",),
                ),
                Prompt(
                    text=_(
                        "Who must agree first (consent), and when can a young person "
                        "agree alone?"
                    ),
                    words=split_words(
                        "consent, agree, permission, parental responsib, aged 16, "
                        "age of 16, 16 or over, on their own"
                    ),
                    facts=("consent",),
                ),
                Prompt(
                    text=_(
                        "What should be sent with it, such as a report from the "
                        "nursery or school?"
                    ),
                    words=split_words(
                        "report, send us, send any, letter, attach, enclose, include, "
                        "with the form, test result, photos, has tried, have tried"
                    ),
                ),
                Prompt(
                    text=_("How does a family know that you have got it?"),
                    words=split_words(
                        "confirm, receipt, acknowledge, reply, let you know, "
                        "hear from us, text message, write to you, have got it, "
                        "have it"
                    ),
                ),
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
            prompts=(
                Prompt(
                    text=_(
                        "What must be true so that you see somebody (your criteria)?"
                    ),
                    words=split_words(
                        "criteria, threshold, must have, need to have, we accept, "
                        "who have, if your child, in the way of, daily life, eligib, "
                        "we say yes, we do not see, we think about"
                    ),
                ),
                Prompt(
                    text=_(
                        "Who decides, what do they look at, and how long does it take?"
                    ),
                    words=split_words(
                        "decide, panel, triage, therapists read, we read, team meets, "
                        "each request, every request, working days, within a week, "
                        "within two weeks, read each, reads each, each form, "
                        "we look at, looks at, they look at"
                    ),
                ),
                Prompt(
                    text=_("Who is seen first, and why?"),
                    words=split_words(
                        "first, urgent, priorit, sooner, quickly, safety, at once, "
                        "danger, straight away"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you tell the family what you have decided, and why?"
                    ),
                    words=split_words(
                        "letter, write to you, tell you, call you, phone you, "
                        "let you know, explain, say why, in writing, we say so, "
                        "rings you, ring you"
                    ),
                ),
                Prompt(
                    text=_(
                        "If you say no, where can a family turn, and can they ask you "
                        "to think again?"
                    ),
                    words=split_words(
                        "say no, can’t help, cannot help, appeal, think again, "
                        "look again, disagree, second opinion, another service, "
                        "other service, who can, ask again"
                    ),
                ),
            ),
        ),
        Section(
            key="next_steps",
            heading=_("What happens next"),
            anchor="what-happens-next",
            prompts=(
                Prompt(
                    text=_(
                        "What happens after somebody has asked for your help, step by "
                        "step?"
                    ),
                    words=split_words(
                        "after you, we read, we contact, we call, we send, "
                        "we look at, first we, then we, next we, appointment, "
                        "offer you, rings you, ring you, we write"
                    ),
                ),
                Prompt(
                    text=_(
                        "How long do families wait for each step, and on which date "
                        "was that so?"
                    ),
                    words=split_words(
                        "wait, within one, within two, within ten, weeks after, "
                        "weeks from, working day, on average, longest, months to, "
                        "months for"
                    ),
                ),
                Prompt(
                    text=_("What can a family do while they wait, and who can help?"),
                    words=split_words(
                        "while you wait, while you are waiting, while they wait, "
                        "while waiting, meantime, meanwhile, until then, "
                        "before the first"
                    ),
                ),
                Prompt(
                    text=_(
                        "What happens at the first visit, how long is it, and who may "
                        "come too?"
                    ),
                    words=split_words(
                        "first visit, first appointment, first meeting, first time, "
                        "minutes, an hour, one hour, bring, come too, come with, "
                        "first talk, takes about, hours"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you agree on a plan with the family, and when do you "
                        "look at it again?"
                    ),
                    words=split_words(
                        "a plan, care plan, therapy plan, goal, target, aims, review, "
                        "look at it again, our plan, agree with you, you choose, "
                        "choose with"
                    ),
                ),
                Prompt(
                    text=_("How does your help end, and how can it begin again?"),
                    words=split_words(
                        "discharg, finish, ends, come to an end, stop, come back, "
                        "start again, begin again, ask again, no longer, last visit, "
                        "at the end"
                    ),
                ),
            ),
            required=False,
        ),
        Section(
            key="where_and_when",
            heading=_("Where and when we see you"),
            anchor="where-and-when-we-see-you",
            prompts=(
                Prompt(
                    text=_(
                        "Where do you see {children}: in a clinic, at school, at home "
                        "or online?"
                    ),
                    words=split_words(
                        "clinic, hospital, at school, in school, at home, your home, "
                        "video, online, nursery, health centre"
                    ),
                    facts=(
                        "clinic",
                        "school",
                        "home",
                        "online",
                    ),
                ),
                Prompt(
                    text=_(
                        "On which days and at what times are you open, also in the "
                        "school holidays?"
                    ),
                    words=split_words(
                        "open, monday, tuesday, wednesday, thursday, friday, weekend, "
                        "holiday, closed, evening, all year"
                    ),
                    facts=("opening_hours",),
                ),
                Prompt(
                    text=_(
                        "Which team is for which area, and when does somebody answer "
                        "its telephone and email?"
                    ),
                    words=split_words(
                        "north, south, east, west, district, team for, each area, "
                        "your area, answers, answered, voicemail, answerphone, "
                        "call back"
                    ),
                ),
                Prompt(
                    text=_(
                        "How does a family get there, where can they park, and can a "
                        "wheelchair get in?"
                    ),
                    words=split_words(
                        "buses, by bus, bus stop, train station, tram, park, "
                        "wheelchair, ramp, lift, step-free"
                    ),
                ),
                Prompt(
                    text=_(
                        "What do you do for somebody who finds noise, light or waiting "
                        "hard?"
                    ),
                    words=split_words(
                        "noise, noisy, quiet, light, waiting room, calm, sensory, "
                        "headphone, ear defender, crowd, first or last"
                    ),
                ),
                Prompt(
                    text=_(
                        "How can a family change a visit, and what happens if they "
                        "miss one?"
                    ),
                    words=split_words(
                        "cancel, change your, change the, change an, rebook, "
                        "rearrange, miss a, miss it, miss your, missed, another time, "
                        "another date, new date, can’t come, cannot come"
                    ),
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
            prompts=(
                Prompt(
                    text=_("Is the service free, and if not, what does a family pay?"),
                    words=split_words("free, charge, cost, pay, fees"),
                    facts=("free_of_charge",),
                ),
                Prompt(
                    text=_(
                        "Which equipment do you lend or give, and how do you decide "
                        "who gets it?"
                    ),
                    words=split_words(
                        "lend, loan, borrow, equipment, hearing aid, splint, "
                        "walking frame, communication aid, supply"
                    ),
                    facts=("equipment",),
                ),
                Prompt(
                    text=_("Who repairs it, and who changes it as somebody grows?"),
                    words=split_words(
                        "repair, broken, breaks, mend, replace, grow, maintain, "
                        "adjust, too small"
                    ),
                ),
                Prompt(
                    text=_(
                        "Who can help with costs, such as those of getting to a visit?"
                    ),
                    words=split_words(
                        "travel cost, cost of travel, fares, refund, claim, "
                        "low income, benefits, grant, charit, reimburs, travel card, "
                        "travel pass"
                    ),
                ),
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
            prompts=(
                Prompt(
                    text=_(
                        "Where can a family find advice without a visit, such as on a "
                        "helpline or a website?"
                    ),
                    words=split_words(
                        "helpline, advice line, telephone line, phone line, website, "
                        "online, web page, call us, email us, text us, ring us, "
                        "our page, advice from"
                    ),
                ),
                Prompt(
                    text=_(
                        "Which leaflets, videos, courses or drop-in sessions do you "
                        "have, and who may use them?"
                    ),
                    words=split_words(
                        "leaflet, video, course, workshop, drop-in, fact sheet, "
                        "factsheet, webinar, booklet, download, films"
                    ),
                ),
                Prompt(
                    text=_(
                        "How does a family find the free and independent advice "
                        "service of its council (SENDIAS)?"
                    ),
                    words=SENDIAS,
                ),
                Prompt(
                    text=_(
                        "Which charities and groups can you recommend, and how does a "
                        "family get in touch with them?"
                    ),
                    words=split_words(
                        "charit, support group, carer forum, national, society, "
                        "association, other parents, other families"
                    ),
                ),
                Prompt(
                    text=_(
                        "Where should a family turn at once when it can’t wait, also "
                        "at night?"
                    ),
                    words=split_words(
                        "999, 111, emergenc, urgent, crisis, at night, out of hours, "
                        "samaritans, straight away, 24 hours"
                    ),
                ),
            ),
        ),
        Section(
            key="support_in_schools",
            heading=_("Support in schools and early years"),
            anchor="support-in-schools-and-early-years",
            prompts=(
                Prompt(
                    text=_(
                        "What training do you give to the staff of nurseries, schools "
                        "and colleges?"
                    ),
                    words=split_words(
                        "train, course, workshop, teach staff, show staff, coach"
                    ),
                    facts=("training",),
                ),
                Prompt(
                    text=_(
                        "What advice can a nursery, school or college have, and how "
                        "does it ask for it?"
                    ),
                    words=split_words(
                        "advice, advise, consultation, link therapist, link nurse, "
                        "can ask, drop-in, strateg, suggest"
                    ),
                    facts=("school_advice",),
                ),
                Prompt(
                    text=_(
                        "How do you help to write care plans, so that somebody with a "
                        "medical need is safe there?"
                    ),
                    words=split_words(
                        "healthcare plan, health care plan, health plan, "
                        "medical need, medicine, feeding plan, epilepsy plan, "
                        "write care plan, help with care plan, write the care plan"
                    ),
                    facts=("care_plans",),
                ),
                Prompt(
                    text=_(
                        "How do you take part in education, health and care plans and "
                        "their reviews?"
                    ),
                    words=split_words(
                        "ehc, education health and care, annual review, "
                        "written advice, statutory, tribunal"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you help services for all children to be right for "
                        "those with a disability too?"
                    ),
                    words=split_words(
                        "all children, every child, universal, leisure, sports club, "
                        "swimming, dentist, library, libraries, playground, "
                        "youth club, other services"
                    ),
                ),
                Prompt(
                    text=_(
                        "What do you tell a nursery, school or college, and how do you "
                        "agree that with the family?"
                    ),
                    words=split_words(
                        "share, copy of, copies of, your agreement, your consent, "
                        "if you agree, you agree, pass on, tell the school, "
                        "tell the nursery, permission, confidential"
                    ),
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
            prompts=(
                Prompt(
                    text=_(
                        "At which age does your help end, and how long before do you "
                        "begin to plan for that?"
                    ),
                    words=split_words(
                        "age of, aged, 18, 19, 25, birthday, year 9, months before, "
                        "a year before, is 17, are 17, from 14, about 14"
                    ),
                ),
                Prompt(
                    text=_(
                        "Who helps from then on, and when does the young person meet "
                        "them?"
                    ),
                    words=split_words(
                        "adult service, adult team, adults’ team, adult nurse, "
                        "adult clinic, gp, meet the, joint, introduce, together with"
                    ),
                ),
                Prompt(
                    text=_("How do young people have a say in what comes next?"),
                    words=split_words(
                        "say what, have a say, choose, own words, they want, views, "
                        "decide, hopes, wishes, ask young, ask each young"
                    ),
                ),
                Prompt(
                    text=_(
                        "What do you pass on to adult services, and how do you agree "
                        "that with the young person?"
                    ),
                    words=split_words(
                        "pass on, summary, letter, report, records, copy of, "
                        "passport, consent, share, notes, with their agreement"
                    ),
                ),
                Prompt(
                    text=_("What if no adult service does the same as yours?"),
                    words=split_words(
                        "no adult, no service, no such, not the same, same help, "
                        "differ, gap, family doctor, gp, charit, instead, not all, "
                        "who else"
                    ),
                ),
            ),
            required=False,
        ),
        Section(
            key="involving_families",
            heading=_("How we involve you"),
            anchor="how-we-involve-you",
            prompts=(
                Prompt(
                    text=_(
                        "How do families decide with you what you do for their child?"
                    ),
                    words=split_words(
                        "decide, together, goals, agree, choose, choice, options, "
                        "what matters, with you"
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you find out what {children} want, also those who "
                        "don’t use words?"
                    ),
                    words=split_words(
                        "picture, talking mat, watch, signs, signing, makaton, "
                        "symbol, draw, toys, listen, communication aid, "
                        "body language, without words"
                    ),
                ),
                Prompt(
                    text=_(
                        "How can families help to plan the service and make it better?"
                    ),
                    words=split_words(
                        "forum, panel, survey, questionnaire, focus group, design, "
                        "interview, volunteer, meeting, young advisers, voice group, "
                        "new staff, what to change"
                    ),
                ),
                Prompt(
                    text=_("What have you changed because of what families told you?"),
                    words=split_words(
                        "you said, have changed, because of, asked for, asked us, "
                        "told us, so we, as a result, since then, we change"
                    ),
                ),
            ),
            required=False,
        ),
        Section(
            key="feedback",
            heading=_("Feedback and complaints"),
            anchor="feedback-and-complaints",
            prompts=(
                Prompt(
                    text=_(
                        "How can a family tell you what went well, or thank someone?"
                    ),
                    words=split_words(
                        "thank, compliment, went well, praise, card, "
                        "friends and family, well done, something well, good or bad"
                    ),
                ),
                Prompt(
                    text=_(
                        "Where can a family say what could be better, and what comes "
                        "of it?"
                    ),
                    words=split_words(
                        "better, improve, suggest, comment, survey, questionnaire, "
                        "feedback, ideas, went wrong, did not go well, tell us, "
                        "put things right"
                    ),
                ),
                Prompt(
                    text=_(
                        "What are the steps of a complaint, and who looks at it next "
                        "if the answer does not help?"
                    ),
                    words=split_words(
                        "complain, ombudsman, working days, chief executive, formal, "
                        "in writing, unhappy, not satisfied, not happy"
                    ),
                ),
                Prompt(
                    text=_(
                        "How can a family reach the patient advice and liaison service "
                        "(PALS), and what does it do?"
                    ),
                    words=split_words(
                        "pals, patient advice, liaison service, patient experience, "
                        "patient team"
                    ),
                    facts=("pals",),
                ),
                Prompt(
                    text=_(
                        "Who helps a family to complain, and how do you make sure that "
                        "nobody is treated worse for it?"
                    ),
                    words=split_words(
                        "advoca, healthwatch, help you to complain, "
                        "help with a complaint, treated worse, treated differently, "
                        "not affect, no difference, held against, just as well, "
                        "treat your child, just the same, help you to make, "
                        "help you complain"
                    ),
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
            prompts=(
                Prompt(
                    text=_(
                        "Which interpreters can a family have, and how do they ask for "
                        "one?"
                    ),
                    words=split_words(
                        "interpret, sign language, bsl, your language, translator"
                    ),
                    facts=(
                        "interpreters",
                        "bsl",
                    ),
                ),
                Prompt(
                    text=_(
                        "What is there in easy read, large print, audio, Braille or "
                        "another language?"
                    ),
                    words=split_words(
                        "easy read, large print, larger print, audio, braille, "
                        "other language, another language, translat, format"
                    ),
                    facts=(
                        "easy_read",
                        "large_print",
                    ),
                ),
                Prompt(
                    text=_(
                        "How do you talk with {children} who use signs, pictures or a "
                        "device to speak?"
                    ),
                    words=split_words(
                        "signs, signing, makaton, picture, symbol, device, "
                        "communication aid, communication book, eye gaze, "
                        "talking mat, tablet"
                    ),
                ),
                Prompt(
                    text=_(
                        "How does a family tell you what they need, so that they need "
                        "not say it twice?"
                    ),
                    words=split_words(
                        "accessible information standard, record, your file, flag, "
                        "write it down, note, only once, passport, ask you, "
                        "we remember, tell us"
                    ),
                ),
                Prompt(
                    text=_("How can a family without internet get what is said here?"),
                    words=split_words(
                        "by post, post it, paper, printed, print it, by phone, "
                        "telephone, ring us, call us, no internet, without internet, "
                        "library, read it to you, post you, post them, not online"
                    ),
                ),
            ),
            facts=(
                Fact(
                    key="interpreters",
                    label=_("Interpreters"),
                    help_text=_("Which languages, and how to ask for one"),
                    group=FactGroup.ACCESS,
                ),
                Fact(
                    key="bsl",
                    label=_("British Sign Language (BSL)"),
                    help_text=_("How to ask for an interpreter"),
                    group=FactGroup.ACCESS,
                ),
                Fact(
                    key="easy_read",
                    label=_("Easy read"),
                    help_text=_("What there is, and where to get it"),
                    group=FactGroup.ACCESS,
                ),
                Fact(
                    key="large_print",
                    label=_("Large print"),
                    help_text=_("What there is, and where to get it"),
                    group=FactGroup.ACCESS,
                ),
            ),
            required=False,
        ),
        TAKING_PART,
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
    family_questions=HEALTH_QUESTIONS,
    front_sheet=HEALTH_SERVICE,
    contact=TEAMS,
)
