"""
What the law and the Code of Practice ask a school to publish about its support.

The texts are ours, short and plain; none of them quotes. A source names where to read
the exact words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Audience, Requirement, split_words
from wagtail_localoffer.frameworks.choices import RunBy, SettingType

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


def _pair(beginnings: Iterable[str], ends: Iterable[str]) -> tuple[str, ...]:
    """Every beginning with every end: "ask famil", "ask paren", "invite famil"."""
    ends = tuple(ends)
    return tuple(f"{beginning} {end}" for beginning in beginnings for end in ends)


# "Parents" alone is in any text, so it needs a verb.
ASKED = (
    "are encouraged to share",
    "are encouraged to tell",
    "are asked",
    "are consulted",
    "are invited",
    "are involved",
    "can tell",
    "complete a",
    "contribute",
    "give us",
    "have a say",
    "have their say",
    "share their",
    "help us",
    "take part",
    "tell us",
    "to have a say",
    "to have their say",
    "to tell us",
)

ASKING = (
    "ask",
    "asking",
    "consult",
    "consulting",
    "feedback from",
    "hear from",
    "invite",
    "involve",
    "involving",
    "listen to",
    "meet with",
    "partnership with",
    "survey",
    "views of",
    "work with",
)

THE = ("", "all ", "each ", "every ", "our ", "the ", "their ")

PARENTS = ("carers", "families", "parents")

PUPILS = ("children", "learners", "pupils", "students", "young people")

OF_PARENTS = (
    *_pair(PARENTS, ASKED),
    *_pair(
        ASKING, (f"{the}{who}" for the in THE for who in ("carer", "famil", "paren"))
    ),
)

OF_PUPILS = (
    *_pair(PUPILS, ASKED),
    *_pair(
        ASKING,
        (
            f"{the}{who}"
            for the in THE
            for who in ("child", "learner", "pupil", "student", "young pe")
        ),
    ),
)


#: The free and independent service of each council, by whatever name.
SENDIAS = split_words(
    "sendias, send ias, iass, independent advice, independent service, impartial, "
    "information and advice, information advice and, advice and support service"
)


REQUIREMENTS = (
    of_state_schools(
        key="schedule-1.1",
        heading=_("The kinds of special educational needs that we provide for"),
        text=_("The kinds of special educational needs that you provide for"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 1"),
        answered_in=("teaching", "the_setting"),
        words=split_words(
            """
            adhd, all areas of need, all four areas, all kinds of need, all types of
            need, asd, attention deficit, autis, broad areas, cerebral palsy, cognition
            and learning, communication and interaction, communication needs, deaf, down
            syndrome, down's syndrome, dyscalculia, dyslexi, dyspraxi, four areas of
            need, hearing impair, hearing loss, kinds of need, kinds of sen, kinds of
            special, learning difficult, learning disab, mld, multi sensory impair,
            physical difficult, physical disab, physical need, pmld, range of needs,
            semh, sensory and, sensory impair, sensory need, sensory or physical, sight
            loss, slcn, sld, speech language and communication, spld, types of need,
            types of sen, types of special, visual impair, visually impair
            """
        ),
        facts=(
            "communication_and_interaction",
            "cognition_and_learning",
            "social_emotional_mental_health",
            "sensory_physical",
        ),
    ),
    Requirement(
        key="schedule-1.2",
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
        words=split_words(
            """
            are assessed, assess a, assess each, assess every, assess plan do, assess
            the, assessed by, assessed on, assessed when, assessment, at the age of two,
            baseline, check at age two, concerns about, early sign, fall behind, falling
            behind, falls behind, find out early, find out what, find out whether, first
            concern, first sign, graduated approach, graduated response, has a concern,
            have a concern, have concerns, identif, is assessed, is worried about, not
            making expected, not making the progress, notice, observ, progress check,
            raise a concern, screen, spot, struggl, two year check, worried that
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.3a",
        heading=_("How we find out whether our support works"),
        text=_("How you find out whether your support works"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(a)"),
        answered_in=("reviewing", "good_practice"),
        words=split_words(
            """
            before and after, book scrutin, check that our, check that the, difference
            it, difference our, difference that, effective, evaluat, governors receive,
            has worked, have worked, help works, how good, how well our, how well the,
            impact, is working, learning walk, made a difference, make a difference,
            makes a difference, quality assur, report to governors, reports to
            governors, sen governor, send governor, success of, support works, value for
            money, what worked, what works, whether it, whether our, whether support,
            whether the help, whether the support, whether they work
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.3b",
        heading=_("How we assess and review progress with you"),
        text=_(
            "How you assess and review progress, and how parents, children and young "
            "people take part in that"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(b)"),
        answered_in=("reviewing", "communication"),
        words=split_words(
            """
            annual report, annual review, assess plan do, ehcp review, how they are
            doing, how your child is doing, individual education plan, individual plan,
            interim review, learning journ, learning plan, next step, parents evening,
            parents' evening, plan is reviewed, plans are reviewed, progress, review a,
            review each, review every, review meeting, review of each, review of the,
            review the plan, review the support, review their, reviewed term, reviewed
            three times, reviewed with, school report, support is reviewed, target,
            termly meeting, termly review, tracking, written report, yearly review
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.3c",
        heading=_("How we teach"),
        text=_(
            "How you teach children and young people with special educational needs"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(c)"),
        answered_in=("teaching",),
        words=split_words(
            """
            adaptive teach, approach to teach, are taught, child led, chunk, class
            teacher plan, classroom teach, differentiat, every teacher, first quality
            teach, hands on, high quality teach, in lessons, inclusive teach, is taught,
            learn best, learn by, learn through, learning through, modelling, multi
            sensory, multisensory, ordinarily available, our lessons, our teach, pre
            teach, quality first, quality of teach, quality teach, scaffold, short
            steps, small step, structured teach, subject teach, taught in, teach in,
            teachers break, teachers of, teachers plan, teachers use, teaching approach,
            teaching method, teaching style, total communication, visual aid, visual
            prompt, visual support, visual timetable, ways of teaching, we teach
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.3d",
        heading=_("How we adapt what is learned, and where"),
        text=_("How you adapt what is learned, and the place where it is learned"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(d)"),
        answered_in=("teaching", "accessibility"),
        # "Adapted" alone would be found in "an adapted toilet".
        words=(
            *_pair(
                ("adapt", "adapted", "adapting", "adjust", "change", "modify"),
                (
                    "activit",
                    "all lessons",
                    "game",
                    "play",
                    "classroom",
                    "course",
                    "curricul",
                    "each lesson",
                    "learning",
                    "lesson",
                    "material",
                    "our curric",
                    "our lesson",
                    "our room",
                    "resource",
                    "so that",
                    "task",
                    "the activit",
                    "the classroom",
                    "the course",
                    "the curric",
                    "the learning",
                    "the lesson",
                    "the room",
                    "the task",
                    "the work",
                    "their work",
                    "to suit",
                    "what",
                    "work",
                ),
            ),
            "bespoke",
            "broad and balanced",
            "calm area",
            "calm corner",
            "calm room",
            "calm space",
            "coloured overlay",
            "coloured paper",
            "curriculum",
            "differentiat",
            "individual timetable",
            "learning environment",
            "low arousal",
            "low stimul",
            "personalised",
            "quiet area",
            "quiet corner",
            "quiet place",
            "quiet room",
            "quiet space",
            "quieter",
            "seating plan",
            "sensory room",
            "sensory space",
            "tailor",
            "workstation",
        ),
    ),
    of_state_schools(
        key="schedule-1.3e",
        heading=_("What extra help with learning there is"),
        text=_("What extra help with learning there is"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(e)"),
        answered_in=("teaching",),
        words=split_words(
            """
            1 1, 1 to 1, additional adult, additional help, additional support, booster,
            catch up, education plan, extra adult, extra help, extra lesson, extra
            reading, extra session, extra support, group work, intervention, key worker,
            keyworker, learning mentor, learning support, lsas, mentoring, nurture
            group, one page profile, one to one, precision teach, provision map, small
            group, specialist support worker, study support, support assistant, support
            in class, support plan, support worker, supported by a, targeted help,
            targeted support, teaching assistant, tutoring
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.3f",
        heading=_("How everybody can join in activities"),
        text=_(
            "How children and young people with special educational needs join in "
            "activities, also physical ones, with those who have none"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(f)"),
        answered_in=("activities", "keeping_safe"),
        # "Clubs" and "trips" alone say nothing of who may come.
        words=split_words(
            """
            accessible for all, accessible to all, accessible to every, alongside,
            available to all, available to every, can come, can go, come on trips,
            everybody can, everyone can, each child can join, every child to, for all
            children, for all pupils, for all students, for everyone, included,
            including everyone, inclusive, join, left behind, left out, open to all,
            open to any, open to every, participat, take part, takes part, taking part,
            welcome to come
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.3g",
        heading=_("How we support feelings and friendships, and prevent bullying"),
        text=_(
            "How you support emotional and social development, listen to worries and "
            "prevent bullying"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 3(g)"),
        answered_in=("health", "keeping_safe"),
        words=split_words(
            """
            antibully, anxiety, anxious, bullied, bully, camhs, counsel, drop in, elsa,
            emotion, feelings, listened to, listens to, mental health, mental well,
            mentor, nurture, pastoral, safe space, self esteem, social skill, someone to
            listen, someone to talk to, talk to an adult, trusted adult, upset, well
            being, wellbeing, worried, worries, worry, zones of regulation
            """
        ),
    ),
    Requirement(
        key="schedule-1.4",
        heading=_("Our special educational needs co-ordinator"),
        text=_("The name and contact details of the SENCO"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 4"),
        binds=BINDS_MAINSTREAM,
        must=MAINSTREAM_STATE_SCHOOLS,
        should=ALL_BUT_SPECIAL_SCHOOLS,
        valid_from=REGULATIONS,
        # In prose a mention without details would be taken for an answer.
        answered_in=("senco_contact",),
    ),
    of_state_schools(
        key="schedule-1.5",
        heading=_("What our staff know, and how we get help from specialists"),
        text=_(
            "What staff know and are trained in, and how you get help from specialists"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 5"),
        answered_in=("teaching", "health"),
        words=split_words(
            """
            accredited, courses, cpd, experienced, expert, inset, national award,
            professional development, qualif, skilled, specialist knowledge, specialist
            skill, specialist staff, specialist teacher, staff know how, staff learn,
            staff meeting, staff training, trained, training
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.6",
        heading=_("How we get equipment and facilities"),
        text=_("How you get the equipment and facilities that are needed"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 6"),
        answered_in=("accessibility", "teaching"),
        words=split_words(
            """
            adapted chair, additional resources, adjustable, assistive, borrow, ear
            defender, equipment, extra resources, facilities, funding, ipad, laptop, on
            loan, radio aid, software, special chair, special furniture, special seat,
            specialist resource, standing frame, we buy, writing slope
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.7",
        heading=_("How we ask and involve parents and carers"),
        text=_("How you consult parents and involve them in their child’s education"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 7"),
        answered_in=("working_together", "communication", "reviewing"),
        words=(
            *OF_PARENTS,
            *split_words(
                """
                ask you, coffee morning, consult you, invite you, involve you, meet with
                you, open door, parents can, parents help, parent carer forum, parent
                council, parent forum, parent governor, parent group, parent
                questionnaire, parent survey, parent voice, parents evening, parents'
                evening, parents' forum, parents' group, parents' view, pta, you are
                invited, you will be invited, your views
                """
            ),
        ),
    ),
    of_state_schools(
        key="schedule-1.8",
        heading=_("How we ask and involve children and young people"),
        text=_(
            "How you consult children and young people with special educational needs "
            "and involve them in their education"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 8"),
        answered_in=("working_together", "reviewing"),
        words=(
            *OF_PUPILS,
            *split_words(
                """
                all about me, children choose, children like, children want, child's
                view, child's voice, children's council, children's view, children's
                voice, college council, learner voice, one page profile, person centred,
                pupil conferenc, pupil council, pupil interview, pupil passport, pupil
                questionnaire, pupil survey, pupil voice, pupil's view, pupils' view,
                school council, student council, student survey, student union, student
                voice, students' union, students' view, voice of the
                """
            ),
        ),
    ),
    of_state_schools(
        key="schedule-1.9",
        heading=_("How to complain"),
        text=_("What a parent can do to complain, and how you deal with it"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 9"),
        answered_in=("communication", "working_together", "family_support"),
        words=split_words(
            """
            complain, dissatisf, grievance, not happy, not satisfied, things go wrong,
            unhappy
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.10",
        heading=_("How we work with health, social care and others"),
        text=_(
            "How health services, social care, the council’s support services and "
            "voluntary groups are involved"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 10"),
        answered_in=("working_together", "health"),
        words=split_words(
            """
            agenc, camhs, charit, early help, educational psycholog, external agenc,
            external specialist, health and social, health professional, health service,
            health team, health visitor, multi agency, nhs, nurse, occupational therap,
            other agenc, other professional, other services, outreach, outside agenc,
            outside professional, outside specialist, paediatric, physiotherap, portage,
            social care, social service, social worker, specialist teacher, speech and
            language therap, speech therap, team around the, therapist, voluntary
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.11",
        heading=_("Who else can support your family"),
        text=_(
            "How parents can reach support services, among them the information, "
            "advice and support service (SENDIAS)"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 11"),
        answered_in=("family_support",),
        words=split_words(
            """
            advice and support service, advice service, carers forum, carers' forum,
            charit, citizens advice, family hub, family wellbeing, helpline, iass,
            independent advice, information advice and, lancssendias, parent carer
            forum, send ias, sendias, support group, support service
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.12",
        heading=_("How we support moves and growing up"),
        text=_(
            "How you support a move to the next phase, into adult life and to living "
            "independently"
        ),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 12"),
        answered_in=("transitions",),
        words=split_words(
            """
            adult, apprentice, before school, career, high school, independent living,
            internship, leaver, leaving us, live independently, move from, move on, move
            to, move up, moves from, moves on, moves to, moves up, moving, new class,
            new college, new school, new setting, next class, next phase, next place,
            next room, next school, next setting, next stage, next teacher, paid work,
            primary school, secondary school, settle in, settling, sixth form, start
            school, starting school, taster, transition, work experience, year 11, year
            6, year 7
            """
        ),
    ),
    of_state_schools(
        key="schedule-1.13",
        heading=_("Where to find the council’s local offer"),
        text=_("Where the council’s own local offer is published"),
        source=_("SEND Regulations 2014, Schedule 1, paragraph 13"),
        answered_in=("council_link", "family_support"),
        words=split_words(
            """
            council's local offer, county's local offer, gov.uk/send, lancashire local
            offer, lancashire's local offer, local authority's local offer
            """
        ),
    ),
    of_state_schools(
        key="section-69.d1",
        heading=_("How disabled children and young people get a place"),
        text=_("How disabled children and young people get a place with you"),
        source=_("Children and Families Act 2014, section 69(3)(b)(i)"),
        answered_in=("accessibility", "transitions", "the_setting"),
        words=split_words(
            """
            a place here, a place with us, admission, admit, apply for a place, apply
            through, apply to us, applying for a place, criteria, get a place, given a
            place, name our, name the college, name the school, names our, names the
            college, names the school, naming our, naming the school, offer a place,
            offered a place, oversubscri, places are offered, plan a place, plan the
            place, refuse a place, refused a place, waiting list
            """
        ),
    ),
    of_state_schools(
        key="section-69.d2",
        heading=_("How we make sure that everybody is treated fairly"),
        text=_(
            "What you do so that disabled children and young people are not treated "
            "less well than others"
        ),
        source=_("Children and Families Act 2014, section 69(3)(b)(ii)"),
        answered_in=("accessibility", "keeping_safe"),
        words=split_words(
            """
            as fairly, discriminat, equal, fairly, fairness, less favourabl, less well,
            reasonable adjustment, reasonable change, the same chance, the same
            opportunit, treated fair, treated the same, worse than
            """
        ),
    ),
    of_state_schools(
        key="section-69.d3",
        heading=_("What helps with access"),
        text=_("What there is to help disabled children and young people with access"),
        source=_("Children and Families Act 2014, section 69(3)(b)(iii)"),
        answered_in=("accessibility",),
        words=split_words(
            """
            a lift, accessible bathroom, accessible bay, accessible entrance, accessible
            parking, accessible throughout, accessible toilet, adapted toilet, automatic
            door, blue badge, braille, changing bed, changing bench, changing place,
            disabled access, disabled bay, disabled parking, disabled toilet, fully
            accessible, grab rail, ground floor, handrail, hearing loop, hoist, hygiene
            room, induction loop, large print, level access, lifts, no steps, on one
            level, ramp, single storey, sound field, step free, the lift, wheelchair,
            wide door, wider door, without steps
            """
        ),
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
        heading=_("Our accessibility plan"),
        text=_("Your accessibility plan"),
        source=_("Children and Families Act 2014, section 69(3)(b)(iv)"),
        # Only schools have one.
        should=SCHOOLS,
        answered_in=("accessibility",),
        words=split_words(
            """
            access plan, accessibility action plan, accessibility and equality plan,
            accessibility plan, accessibility policy and plan, accessibility strateg,
            plan for access, plan to improve access, plan to increase access, plan to
            make access
            """
        ),
    ),
    # What follows binds nobody by itself: it says what good practice is. The data of
    # 6.83 is given to the council and not published, so it isn't asked for here.
    of_the_code(
        key="code-6.80",
        text=_(
            "What you do for children and young people with special educational needs "
            "who are looked after by a council"
        ),
        source=_("SEND code of practice 2015, paragraph 6.80"),
        answered_in=("working_together", "teaching", "family_support"),
        # NB: "in care" would be found in "in careful steps", "looked after" in "our
        # children are well looked after", and "foster" in "we foster independence".
        words=(
            *_pair((*PUPILS, "child"), ("in care",)),
            *split_words(
                """
                by the virtual school, care experienced, care leaver, designated
                teacher, foster care, foster famil, foster parent, is looked after,
                looked after by, looked after child, looked after learner, looked after
                pupil, looked after student, looked after young, pep meeting, peps,
                personal education plan, previously looked after, virtual school, who
                are looked after
                """
            ),
        ),
    ),
    of_the_code(
        key="code-6.81",
        text=_(
            "Whom families can contact about a worry, and where your policy on special "
            "educational needs is, in clear and simple words"
        ),
        source=_("SEND code of practice 2015, paragraph 6.81"),
        answered_in=("communication",),
        words=split_words(
            """
            ask for the, concern, contact, email the, email us, get in touch, inclusion
            policy, phone the, policy for special, policy on special, port of call, ring
            the, see the class, sen policy, send policy, speak to, special educational
            needs policy, talk to, telephone the, worried, worries, worry
            """
        ),
    ),
    of_the_code(
        key="code-6.82",
        text=_("How you adapt the curriculum in each year"),
        source=_("SEND code of practice 2015, paragraph 6.82"),
        # Before school, there are no years to adapt it for.
        should=ALL_BUT_EARLY_YEARS,
        answered_in=("teaching",),
        words=split_words(
            """
            all year groups, curriculum, each age group, each course, each key stage,
            each subject, each year group, every course, every key stage, every subject,
            every year group, in each year, year by year
            """
        ),
    ),
)
