"""
What families ask first, and by what one knows where an offer answers it.

The signs are few and exact on purpose: a link to the wrong passage is worse than none.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import FamilyQuestion
from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.frameworks.statutory import (
    BEFORE_SCHOOL,
    FOR_A_TIME,
    MAINSTREAM,
)
from wagtail_localoffer.frameworks.statutory_signs import read_signs

SCHOOLS = (*MAINSTREAM, SettingType.SPECIAL, *FOR_A_TIME)

WITH_STAIRS = (*SCHOOLS, SettingType.COLLEGE)

WITH_YEAR_6 = (SettingType.PRIMARY, SettingType.MIDDLE)

#: Whose pupils go on to college or to work.
WITH_YEAR_11 = (
    SettingType.SECONDARY,
    SettingType.ALL_THROUGH,
    SettingType.SPECIAL,
    *FOR_A_TIME,
)

CONTACT = FamilyQuestion(
    key="contact", text=_("Who do I talk to first?"), is_contact=True
)

TOOK_PART = FamilyQuestion(
    key="took-part",
    text=_("Did parents help to write this?"),
    fact="took_part_parents",
)

COMPLAINT_SIGNS = read_signs(
    sure="""
        complaints procedure / complaints policy / complaint procedure / complaint
            policy / formal complaint / complaint form / how to complain / make a
            complaint / want to complain / wish to complain / would like to complain,
        {complaint} + write to / talk to / speak to / speak with / contact / head. /
            headteacher / governor / stage / working days / school days / pals
    """,
    against="""
        sendias / impartial / advice service,
        no complaint / no reason to complain / without complaint / lunch / weather,
        bully
    """,
    headings="""
        complain / complaint / dissatisfied / goes wrong,
        if you are + unhappy / not happy,
        unhappy with / not happy with
    """,
)


FAMILY_QUESTIONS = (
    CONTACT,
    FamilyQuestion(
        key="more-help",
        text=_("What if I think my {own_child} needs more help?"),
        signs=read_signs(
            sure="""
                if you think your / if you think that your / worried about your /
                    worried that your / concerned about your / concerned that your /
                    if you notice / you may notice / you may spot / you might notice /
                    if you have a worry about / if you have concerns about / if you
                    have any concerns about + teacher / senco / tell us / tell the /
                    talk to / speak to / contact / ask us / key person / tutor / let
                    us know + need / learning / learns / progress / develop / difficult
                    / something first / falling behind / struggl / sen. / send
            """,
            against="""
                bully / safeguard / safety / complain / unhappy / abuse / transport /
                    lunch / medicine / medical / health condition / move to / online
            """,
            headings="""
                if you are worried + child / learning / progress / development,
                if you think + child + need / help,
                worried about + child / learning / progress / development,
                think my child / think your child
            """,
        ),
    ),
    FamilyQuestion(
        key="diagnosis",
        text=_("Do you help before there is a diagnosis?"),
        signs=read_signs(
            sure="""
                without a diagnosis / without diagnosis / without any diagnosis / with
                    no diagnosis / before a diagnosis / before any diagnosis / before
                    diagnosis / before there is a diagnosis / need a diagnosis / needs
                    a diagnosis / needing a diagnosis / have to have a diagnosis / need
                    to have a diagnosis / have a diagnosis to / has a diagnosis or not
                    / have a diagnosis or not / diagnosis or not / diagnosis or none /
                    diagnosis is not needed / diagnosis isnt needed /
                    diagnosis is not required / not depend on a diagnosis / does not
                    require a diagnosis / dont require a diagnosis / no diagnosis is
                    needed / formal diagnosis or / with or without a,
                wait for a diagnosis / wait for diagnosis / waiting for a diagnosis /
                    waiting for diagnosis / wait for an official diagnosis / waiting
                    for an autism assessment / awaiting a diagnosis / awaiting
                    diagnosis + help / support / do not wait / start
            """,
            against="""
                course / training / club / exam / medicine,
                must have a diagnosis / only with a diagnosis / only if + diagnosis
            """,
            headings="""
                diagnosis + without / before / waiting / need / needed
            """,
        ),
    ),
    FamilyQuestion(
        key="medicine",
        text=_("Who gives my {own_child} medicine?"),
        signs=read_signs(
            sure="""
                medicine / medicines / medication / inhaler / allergy pen / epipen
                    + sign / give. / gives / given / giving / lock / locked /
                    store / stored / kept / keep / dose / administer / consent / form /
                    office / cupboard / fridge
            """,
            against="""
                advice / prescribe / doctor will / gp. / hospital gives / medicine ball
            """,
            headings="medicine / medication",
        ),
    ),
    FamilyQuestion(
        key="toilet",
        text=_("What if my {own_child} wears nappies?"),
        setting_types=BEFORE_SCHOOL,
        signs=read_signs(
            sure="""
                nappy / nappies / toilet train / toilet trained / potty train / potty
                    trained / toilet training / potty training / using the toilet / use
                    the toilet / toileting + change / changes / need not / do not need
                    / dont need / do not have to / does not have to / doesnt have to /
                    help / support / welcome / plan / private / routine
            """,
            against="accessible toilet / staff toilet / school toilet",
            headings="nappies / toilet train / potty / toileting",
        ),
    ),
    FamilyQuestion(
        key="wheelchair",
        text=_("Can we get in without steps?"),
        fact="step_free_entrance",
    ),
    FamilyQuestion(
        key="lift", text=_("Is there a lift?"), setting_types=WITH_STAIRS, fact="lift"
    ),
    FamilyQuestion(
        key="clubs",
        text=_("Can my {own_child} go to clubs and on trips?"),
        setting_types=(*SCHOOLS, SettingType.COLLEGE),
        signs=read_signs(
            sure="""
                clubs / trips / outings / residential / school visits / enrichment +
                    open to all / open to every / open to any / open to children / open
                    to pupils / open to students / everyone can / every child can /
                    every pupil can / all children can / all pupils can / all students
                    can / take part / takes part / join in / joins in / included /
                    extra adult / left out / miss out / misses out / for everyone /
                    for all pupils / for all children / every pupil / every child
            """,
            headings="""
                clubs / trips / residentials / outside lessons / after school
                    activities / extra curricular activities
            """,
        ),
    ),
    FamilyQuestion(
        key="after-school",
        text=_("Is there childcare after school?"),
        setting_types=SCHOOLS,
        fact="childcare_after",
    ),
    FamilyQuestion(
        key="bullying",
        text=_("What do you do about bullying?"),
        setting_types=WITH_STAIRS,
        signs=read_signs(
            sure="""
                bully / bullied / bullying + tell / report / listen / act. / deal /
                    policy / stop. / worried / speak / talk / take / tolerate / record
                    / log. / same day / investigat
            """,
            against="complain / training / inset / course",
            headings="bullying / bully",
        ),
    ),
    FamilyQuestion(
        key="starting-school",
        text=_("How do you help with the move to school?"),
        setting_types=BEFORE_SCHOOL,
        signs=read_signs(
            sure="""
                start school / starts school / starting school / move to school / moves
                    to school / moving to school / move on to school / moves on to
                    school / moving on to school / go to school / goes to school /
                    going to school / big school / reception class / reception teacher
                    / new school / ready for school + visit / meet / teacher / plan /
                    pass / share / talk / report / photo / passport / book / invite
            """,
            against="pick up from / collect from / after school / walk to",
            headings="""
                starting school / going to school / moving to school / move to school /
                    on to school / ready for school / big school
            """,
        ),
    ),
    FamilyQuestion(
        key="year-7",
        text=_("How do you help with the move to Year 7?"),
        setting_types=WITH_YEAR_6,
        signs=read_signs(
            sure="""
                secondary school / secondary schools / high school / high schools /
                    year 7 / year seven / upper school + visit / move / moves / moving
                    / transition / transfer / meet / meets / plan / buddy / bridge /
                    new school / extra days / taster
            """,
            against="""
                secondary school staff train / training / governor / park in / beside a
                    / next to
            """,
            headings="""
                secondary / high school / year 7 / year seven / upper school
            """,
        ),
    ),
    FamilyQuestion(
        key="after-year-11",
        text=_("What comes after school?"),
        setting_types=WITH_YEAR_11,
        signs=read_signs(
            sure="""
                college / colleges / apprentice / sixth form / post 16 / work
                    experience / adult life / adulthood / supported internship + year 9
                    / year 10 / year 11 / plan / careers / leave / leaves / leaving /
                    move / moves / moving / next step / chosen
            """,
            against="training / staff / primary / studied at",
            headings="""
                leaving school / leaving us / adulthood / adult life /
                    post 16 / life after / into work / college and work / moving on
            """,
        ),
    ),
    FamilyQuestion(
        key="after-college",
        text=_("What comes after college?"),
        setting_types=(SettingType.COLLEGE,),
        signs=read_signs(
            sure="""
                leave college / leaving college / after college / when you leave /
                    after your course + plan / careers / job / university / work / next
                    / move / help
            """,
            against="staff / training for",
            headings="after college / leaving college / moving on / into work",
        ),
    ),
    FamilyQuestion(
        key="advice",
        text=_("Who gives us free, independent advice?"),
        signs=read_signs(
            sure="""
                sendias / send ias / sendiass / iass,
                independent advice / impartial advice / impartial information /
                    independent information / independent and free / free and
                    independent / independent support service + famil / parent / you. /
                    service
            """,
            against="complain",
            headings="sendias / independent advice / impartial",
        ),
    ),
    FamilyQuestion(
        key="complain",
        text=_("How do I complain?"),
        requirement="schedule-1.9",
        signs=COMPLAINT_SIGNS,
    ),
    TOOK_PART,
)


HEALTH_QUESTIONS = (
    CONTACT,
    FamilyQuestion(
        key="ask-ourselves",
        text=_("Can we ask for help ourselves?"),
        fact="self_referral",
    ),
    FamilyQuestion(
        key="diagnosis",
        text=_("Do you help before there is a diagnosis?"),
        signs=next(each.signs for each in FAMILY_QUESTIONS if each.key == "diagnosis"),
    ),
    FamilyQuestion(key="free", text=_("Is it free?"), fact="free_of_charge"),
    FamilyQuestion(key="at-home", text=_("Do you come to us at home?"), fact="home"),
    FamilyQuestion(
        key="interpreter", text=_("Can I have an interpreter?"), fact="interpreters"
    ),
    FamilyQuestion(
        key="missed",
        text=_("What if we miss an appointment?"),
        signs=read_signs(
            sure="""
                miss an appointment / missed appointment / missed an appointment / miss
                    two / not come to an appointment / cannot come / cant come / do not
                    come / dont come / didnt attend / cannot attend / cant attend + ring
                    / call / tell / contact / discharge / another / new / again / let
                    us know / write
            """,
            headings="""
                miss an appointment / missed appointment / missing an appointment /
                    cannot come / cant come
            """,
        ),
    ),
    FamilyQuestion(
        key="adults",
        text=_("What happens at 18?"),
        signs=read_signs(
            sure="""
                adult service / adult services / adult team / adult care / services for
                    adults + 18 / 17 / 16 / move / moves / moving / plan / transfer /
                    hand over / from the age
            """,
            against="staff / training / parents who",
            headings="adult / turning 18 / turn 18 / at 18 / after 18",
        ),
    ),
    FamilyQuestion(
        key="complain",
        text=_("How do I complain?"),
        requirement="schedule-2.complaints",
        signs=COMPLAINT_SIGNS,
    ),
    TOOK_PART,
)
