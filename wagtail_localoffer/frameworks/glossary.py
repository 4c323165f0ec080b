"""Words of the trade that families may not know, and words that are out of date."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Term
from wagtail_localoffer.frameworks.choices import TermKind

IN_FULL = _("Write it in full the first time.")


# NB: "statement", "provision" and "CAF" alone mean too much else, also in names, so
# they stand here in phrases. The advice on an abbreviation that has other meanings,
# such as "PD", is right for those too.
GLOSSARY = (
    # Need and law.
    Term(
        word="SEN",
        kind=TermKind.ABBREVIATION,
        expansion=_("special educational needs"),
        advice=IN_FULL,
    ),
    Term(
        word="SEND",
        kind=TermKind.ABBREVIATION,
        expansion=_("special educational needs and disabilities"),
        advice=IN_FULL,
    ),
    Term(
        word="CoP",
        kind=TermKind.ABBREVIATION,
        expansion=_("the SEND code of practice: 0 to 25 years"),
        advice=_("Write “the SEND code of practice”."),
    ),
    Term(
        word="Code of Practice",
        kind=TermKind.JARGON,
        advice=_(
            "Say that it is the government’s guidance on special educational needs."
        ),
    ),
    Term(
        word="EHC plan",
        kind=TermKind.ABBREVIATION,
        expansion=_("education, health and care plan"),
        advice=IN_FULL,
    ),
    Term(
        word="EHCP",
        kind=TermKind.ABBREVIATION,
        expansion=_("education, health and care plan"),
        advice=_("Write “education, health and care plan (EHC plan)” the first time."),
    ),
    Term(
        word="SEN Support",
        kind=TermKind.JARGON,
        advice=_(
            "Say that it is extra help without an education, health and care plan."
        ),
    ),
    Term(
        word="graduated approach",
        kind=TermKind.JARGON,
        advice=_(
            "Write “we assess, plan, do and review”, and say what you do each time."
        ),
    ),
    Term(
        word="local offer",
        kind=TermKind.JARGON,
        advice=_(
            "Keep the name, and say what it is: all the help for children with special "
            "educational needs or disabilities."
        ),
        explained_by=(
            "all the help",
            "all help",
            "help there is",
            "what help",
            "help and support",
            "services",
            "what is available",
            "support available",
            "activities",
        ),
    ),
    Term(
        word="special educational provision",
        kind=TermKind.JARGON,
        advice=_("Write “help” or “support”, and say which."),
    ),
    Term(
        word="SEN provision",
        kind=TermKind.JARGON,
        advice=_("Write “help” or “support”, and say which."),
    ),
    Term(
        word="SEND provision",
        kind=TermKind.JARGON,
        advice=_("Write “help” or “support”, and say which."),
    ),
    Term(
        word="provision map",
        kind=TermKind.JARGON,
        advice=_("Write “our plan of who gets which help”."),
    ),
    Term(
        word="differentiation",
        kind=TermKind.JARGON,
        advice=_("Say how you change the work so that it suits each child."),
        also=("differentiate",),
    ),
    Term(
        word="differentiated",
        kind=TermKind.JARGON,
        advice=_("Write “changed to suit each child”, and say how."),
    ),
    Term(
        word="quality first teaching",
        kind=TermKind.JARGON,
        advice=_("Write “good teaching for every child in the class”."),
        also=("high quality teaching",),
    ),
    Term(
        word="continuous provision",
        kind=TermKind.JARGON,
        advice=_("Write “toys and activities that children can always choose”."),
    ),
    Term(
        word="sustained shared thinking",
        kind=TermKind.JARGON,
        advice=_("Say how an adult and a child think about something together."),
    ),
    Term(
        word="in-the-moment planning",
        kind=TermKind.JARGON,
        advice=_("Say how you follow what interests a child."),
        also=("heuristic play",),
    ),
    Term(
        word="enhanced provision",
        kind=TermKind.JARGON,
        advice=_("Say what is added, and for whom."),
    ),
    Term(
        word="specialist provision",
        kind=TermKind.JARGON,
        advice=_("Say which help or which place you mean."),
    ),
    Term(
        word="resourced provision",
        kind=TermKind.JARGON,
        advice=_(
            "Say that it is a base in a school for children with one kind of need."
        ),
        also=("resource base",),
    ),
    Term(
        word="ordinarily available",
        kind=TermKind.JARGON,
        advice=_("Write “help that every school gives without a plan”."),
    ),
    Term(
        word="universal provision",
        kind=TermKind.JARGON,
        advice=_("Write “what every child gets”."),
        also=("universal offer",),
    ),
    Term(
        word="graduated response",
        kind=TermKind.JARGON,
        advice=_(
            "Write “we assess, plan, do and review”, and say what you do each time."
        ),
    ),
    Term(
        word="wave 1",
        kind=TermKind.JARGON,
        advice=_("Say what every child gets, and who gets more."),
        also=(
            "wave one",
            "wave 2",
            "wave two",
            "wave 3",
            "wave three",
        ),
    ),
    Term(
        word="scaffolding",
        kind=TermKind.JARGON,
        advice=_("Say how you help step by step, and then help less."),
        also=("scaffolded",),
    ),
    Term(
        word="precision teaching",
        kind=TermKind.JARGON,
        advice=_("Say that it is a few minutes of practice each day."),
    ),
    Term(
        word="pre-teaching",
        kind=TermKind.JARGON,
        advice=_("Say that you explain the words of a lesson before it."),
        also=(
            "overlearning",
            "over-learning",
        ),
    ),
    Term(
        word="metacognition",
        kind=TermKind.JARGON,
        advice=_("Write “thinking about how we learn”."),
        also=("metacognitive",),
    ),
    Term(
        word="sensory diet",
        kind=TermKind.JARGON,
        advice=_("Write “activities through the day that calm or wake up the body”."),
    ),
    Term(
        word="sensory circuit",
        kind=TermKind.JARGON,
        advice=_("Write “a short set of exercises that calm or wake up the body”."),
    ),
    Term(
        word="phonological awareness",
        kind=TermKind.JARGON,
        advice=_("Write “hearing the sounds in words”."),
    ),
    Term(
        word="expressive language",
        kind=TermKind.JARGON,
        advice=_("Write “talking”."),
        also=("receptive language",),
    ),
    Term(
        word="age-related expectation",
        kind=TermKind.JARGON,
        advice=_("Write “what most children of that age can do”."),
    ),
    Term(
        word="baseline assessment",
        kind=TermKind.JARGON,
        advice=_("Write “a first look at what a child can do”."),
        also=("baseline data",),
    ),
    Term(
        word="formative assessment",
        kind=TermKind.JARGON,
        advice=_("Say how you find out what a child has learnt."),
        also=("summative assessment",),
    ),
    Term(
        word="multi-agency",
        kind=TermKind.JARGON,
        advice=_("Say who meets, such as the school, the nurse and the social worker."),
        also=(
            "multiagency",
            "inter-agency",
        ),
    ),
    Term(
        word="multi-disciplinary",
        kind=TermKind.JARGON,
        advice=_("Say who works together."),
        also=("multidisciplinary",),
    ),
    Term(
        word="person-centred",
        kind=TermKind.JARGON,
        advice=_("Say how the child and the family decide."),
    ),
    Term(
        word="pupil voice",
        kind=TermKind.JARGON,
        advice=_("Say how pupils tell you what they think."),
        also=(
            "child voice",
            "learner voice",
        ),
    ),
    Term(
        word="peripatetic",
        kind=TermKind.JARGON,
        advice=_("Write “who goes from school to school”."),
    ),
    Term(
        word="holistic",
        kind=TermKind.JARGON,
        advice=_("Write “of the whole child”, and say how."),
    ),
    Term(
        word="portage",
        kind=TermKind.JARGON,
        advice=_(
            "Say that somebody comes to your home to play and learn with a small child."
        ),
        explained_by=("home",),
    ),
    Term(
        word="induction loop",
        kind=TermKind.JARGON,
        advice=_("Say that it helps people who wear a hearing aid."),
        explained_by=(
            "hearing aid",
            "hear better",
            "hear more",
            "hard of hearing",
        ),
    ),
    Term(
        word="soundfield system",
        kind=TermKind.JARGON,
        advice=_("Say that it carries the teacher’s voice to all parts of the room."),
        also=("sound field system",),
    ),
    Term(
        word="augmentative",
        kind=TermKind.JARGON,
        advice=_(
            "Say how a child speaks without words, such as with pictures or a tablet."
        ),
    ),
    Term(
        word="provision mapping",
        kind=TermKind.JARGON,
        advice=_("Write “our plan of who gets which help”."),
    ),
    Term(
        word="weighted pupil",
        kind=TermKind.JARGON,
        advice=_("Say where the money comes from, in everyday words."),
    ),
    Term(
        word="notional budget",
        kind=TermKind.JARGON,
        advice=_("Say how much money you have for this help, and what you use it for."),
        also=(
            "notional SEN budget",
            "notional SEND budget",
            "notional funding",
        ),
    ),
    Term(
        word="top-up funding",
        kind=TermKind.JARGON,
        advice=_("Say that the council pays it for a child who needs much help."),
        also=(
            "high needs funding",
            "high needs block",
            "element 2",
            "element 3",
            "banded funding",
            "delegated budget",
            "delegated funding",
        ),
    ),
    # People.
    Term(
        word="SENCO",
        kind=TermKind.ABBREVIATION,
        expansion=_("special educational needs co-ordinator"),
        advice=IN_FULL,
    ),
    Term(
        word="SENCo",
        kind=TermKind.ABBREVIATION,
        expansion=_("special educational needs co-ordinator"),
        advice=IN_FULL,
    ),
    Term(
        word="SENDCo",
        kind=TermKind.ABBREVIATION,
        expansion=_("special educational needs and disabilities co-ordinator"),
        advice=IN_FULL,
    ),
    Term(
        word="SENDCO",
        kind=TermKind.ABBREVIATION,
        expansion=_("special educational needs and disabilities co-ordinator"),
        advice=IN_FULL,
    ),
    Term(
        word="designated teacher",
        kind=TermKind.JARGON,
        advice=_("Say that it is the teacher who looks out for children in care."),
    ),
    Term(
        word="EP",
        kind=TermKind.ABBREVIATION,
        expansion=_("educational psychologist"),
        advice=_("Write in full what you mean, such as “educational psychologist”."),
    ),
    Term(
        word="TA",
        kind=TermKind.ABBREVIATION,
        expansion=_("teaching assistant"),
        advice=_("Write “teaching assistant”."),
    ),
    Term(
        word="LSA",
        kind=TermKind.ABBREVIATION,
        expansion=_("learning support assistant"),
        advice=_("Write “learning support assistant”."),
    ),
    Term(
        word="HLTA",
        kind=TermKind.ABBREVIATION,
        expansion=_("higher level teaching assistant"),
        advice=IN_FULL,
    ),
    Term(
        word="ELSA",
        kind=TermKind.ABBREVIATION,
        expansion=_("emotional literacy support assistant"),
        advice=IN_FULL,
    ),
    Term(
        word="PICO",
        kind=TermKind.ABBREVIATION,
        expansion=_("parental involvement co-ordinator"),
        advice=IN_FULL,
    ),
    Term(
        word="ENCO",
        kind=TermKind.ABBREVIATION,
        expansion=_("equalities named co-ordinator"),
        advice=IN_FULL,
    ),
    Term(
        word="DSL",
        kind=TermKind.ABBREVIATION,
        expansion=_("designated safeguarding lead"),
        advice=IN_FULL,
    ),
    # Places and bodies.
    Term(
        word="EY",
        kind=TermKind.ABBREVIATION,
        expansion=_("early years"),
        advice=_("Write “early years”."),
    ),
    Term(
        word="PVI",
        kind=TermKind.ABBREVIATION,
        expansion=_("private, voluntary and independent"),
        advice=IN_FULL,
    ),
    Term(
        word="PRU",
        kind=TermKind.ABBREVIATION,
        expansion=_("pupil referral unit"),
        advice=IN_FULL,
    ),
    Term(
        word="AP",
        kind=TermKind.ABBREVIATION,
        expansion=_("alternative provision"),
        advice=IN_FULL,
    ),
    Term(
        word="FE",
        kind=TermKind.ABBREVIATION,
        expansion=_("further education"),
        advice=IN_FULL,
    ),
    Term(
        word="ITP",
        kind=TermKind.ABBREVIATION,
        expansion=_("independent training provider"),
        advice=IN_FULL,
    ),
    Term(
        word="section 41",
        kind=TermKind.JARGON,
        advice=_(
            "Say that the government has approved the place for children with an "
            "education, health and care plan."
        ),
    ),
    Term(
        word="LA",
        kind=TermKind.ABBREVIATION,
        expansion=_("local authority"),
        advice=_("Write “the council”."),
    ),
    Term(
        word="DfE",
        kind=TermKind.ABBREVIATION,
        expansion=_("Department for Education"),
        advice=IN_FULL,
    ),
    Term(
        word="SENDIAS",
        kind=TermKind.ABBREVIATION,
        expansion=_(
            "special educational needs and disability information, advice and support"
        ),
        advice=IN_FULL,
    ),
    Term(
        word="SENDIASS",
        kind=TermKind.ABBREVIATION,
        expansion=_(
            "special educational needs and disability information, advice and support "
            "service"
        ),
        advice=IN_FULL,
    ),
    Term(
        word="ICB",
        kind=TermKind.ABBREVIATION,
        expansion=_("integrated care board"),
        advice=_("Write “the integrated care board, which plans NHS services”."),
    ),
    Term(
        word="PALS",
        kind=TermKind.ABBREVIATION,
        expansion=_("patient advice and liaison service"),
        advice=IN_FULL,
    ),
    Term(
        word="CAMHS",
        kind=TermKind.ABBREVIATION,
        expansion=_("child and adolescent mental health services"),
        advice=IN_FULL,
    ),
    Term(
        word="SALT",
        kind=TermKind.ABBREVIATION,
        expansion=_("speech and language therapy"),
        advice=_("Write “speech and language therapy”."),
    ),
    Term(
        word="SLT",
        kind=TermKind.ABBREVIATION,
        expansion=_("speech and language therapy"),
        advice=_(
            "Write it in full: schools also use it for the senior leadership team."
        ),
    ),
    Term(
        word="OT",
        kind=TermKind.ABBREVIATION,
        expansion=_("occupational therapy"),
        advice=_("Write “occupational therapy”."),
    ),
    # Types of need.
    Term(
        word="ASC",
        kind=TermKind.ABBREVIATION,
        expansion=_("autism spectrum condition"),
        advice=_("Write “autism”."),
    ),
    Term(
        word="ASD",
        kind=TermKind.ABBREVIATION,
        expansion=_("autism spectrum disorder"),
        advice=_("Write “autism”."),
    ),
    Term(
        word="SEMH",
        kind=TermKind.ABBREVIATION,
        expansion=_("social, emotional and mental health"),
        advice=IN_FULL,
    ),
    Term(
        word="SLCN",
        kind=TermKind.ABBREVIATION,
        expansion=_("speech, language and communication needs"),
        advice=IN_FULL,
    ),
    Term(
        word="SpLD",
        kind=TermKind.ABBREVIATION,
        expansion=_("specific learning difficulty"),
        advice=_("Write it in full, with an example such as dyslexia."),
    ),
    Term(
        word="MLD",
        kind=TermKind.ABBREVIATION,
        expansion=_("moderate learning difficulty"),
        advice=IN_FULL,
    ),
    Term(
        word="SLD",
        kind=TermKind.ABBREVIATION,
        expansion=_("severe learning difficulty"),
        advice=IN_FULL,
    ),
    Term(
        word="PMLD",
        kind=TermKind.ABBREVIATION,
        expansion=_("profound and multiple learning difficulty"),
        advice=IN_FULL,
    ),
    Term(
        word="HI",
        kind=TermKind.ABBREVIATION,
        expansion=_("hearing impairment"),
        advice=_("Write “hearing impairment” or “deafness”."),
    ),
    Term(
        word="VI",
        kind=TermKind.ABBREVIATION,
        expansion=_("visual impairment"),
        advice=_("Write “visual impairment” or “sight loss”."),
    ),
    Term(
        word="MSI",
        kind=TermKind.ABBREVIATION,
        expansion=_("multi-sensory impairment"),
        advice=IN_FULL,
    ),
    Term(
        word="PD",
        kind=TermKind.ABBREVIATION,
        expansion=_("physical disability"),
        advice=_("Write in full what you mean, such as “physical disability”."),
    ),
    Term(
        word="ADHD",
        kind=TermKind.ABBREVIATION,
        expansion=_("attention deficit hyperactivity disorder"),
        advice=IN_FULL,
    ),
    Term(
        word="EAL",
        kind=TermKind.ABBREVIATION,
        expansion=_("English as an additional language"),
        advice=_("Write “whose first language isn’t English”."),
    ),
    # Work with a child.
    Term(
        word="EYFS",
        kind=TermKind.ABBREVIATION,
        expansion=_("early years foundation stage"),
        advice=IN_FULL,
    ),
    Term(
        word="KS",
        kind=TermKind.ABBREVIATION,
        expansion=_("key stage"),
        advice=_("Write “key stage”, and say which years these are."),
    ),
    Term(
        word="IEP",
        kind=TermKind.ABBREVIATION,
        expansion=_("individual education plan"),
        advice=IN_FULL,
    ),
    Term(
        word="TLP",
        kind=TermKind.ABBREVIATION,
        expansion=_("targeted learning plan"),
        advice=IN_FULL,
    ),
    Term(
        word="TAC",
        kind=TermKind.ABBREVIATION,
        expansion=_("team around the child"),
        advice=_("Say who meets, and what for."),
    ),
    Term(
        word="TAF",
        kind=TermKind.ABBREVIATION,
        expansion=_("team around the family"),
        advice=_("Say who meets, and what for."),
    ),
    Term(
        word="EHA",
        kind=TermKind.ABBREVIATION,
        expansion=_("early help assessment"),
        advice=IN_FULL,
    ),
    Term(
        word="LAC",
        kind=TermKind.ABBREVIATION,
        expansion=_("looked-after child"),
        advice=_("Write “children in care”."),
    ),
    Term(
        word="CLA",
        kind=TermKind.ABBREVIATION,
        expansion=_("child looked after"),
        advice=_("Write “children in care”."),
    ),
    Term(
        word="PEP",
        kind=TermKind.ABBREVIATION,
        expansion=_("personal education plan"),
        advice=IN_FULL,
    ),
    Term(
        word="PfA",
        kind=TermKind.ABBREVIATION,
        expansion=_("preparing for adulthood"),
        advice=_("Write “preparing for adult life”."),
    ),
    Term(
        word="APDR",
        kind=TermKind.ABBREVIATION,
        expansion=_("assess, plan, do, review"),
        advice=_("Write “we assess, plan, do and review”."),
    ),
    Term(
        word="QFT",
        kind=TermKind.ABBREVIATION,
        expansion=_("quality first teaching"),
        advice=_("Write “good teaching for every child in the class”."),
    ),
    Term(
        word="CPD",
        kind=TermKind.ABBREVIATION,
        expansion=_("continuing professional development"),
        advice=_("Write “training”."),
    ),
    # Ended by a change of the law.
    Term(
        word="School Action",
        kind=TermKind.ABOLISHED,
        advice=_("Write “SEN Support” if that is what you mean."),
        also=(
            "on school action",
            "at school action",
        ),
    ),
    Term(
        word="School Action Plus",
        kind=TermKind.ABOLISHED,
        advice=_("Write “SEN Support” if that is what you mean."),
        also=(
            "school action plus",
            "School Action +",
            "SA+",
        ),
    ),
    Term(
        word="LEA",
        kind=TermKind.ABOLISHED,
        expansion=_("local education authority"),
        advice=_("Write “the council”."),
        also=(
            "local education authority",
            "local education authorities",
        ),
    ),
    Term(
        word="CCG",
        kind=TermKind.ABOLISHED,
        expansion=_("clinical commissioning group"),
        advice=_("Write “integrated care board”, which took its place in July 2022."),
        source=_("SEND Regulations 2014, regulation 54, as amended"),
        also=("clinical commissioning group",),
    ),
    Term(
        word="primary care trust",
        kind=TermKind.ABOLISHED,
        advice=_(
            "Name the NHS body that pays today, such as the integrated care board."
        ),
        source=_("Health and Social Care Act 2012"),
        also=("PCT",),
    ),
    Term(
        word="CRB",
        kind=TermKind.ABOLISHED,
        advice=_("Write “DBS check”, which took its place in 2012."),
        source=_("Protection of Freedoms Act 2012"),
        also=("criminal records bureau",),
    ),
    Term(
        word="Early Years Action",
        kind=TermKind.ABOLISHED,
        advice=_("Write “SEN Support” if that is what you mean."),
    ),
    Term(
        word="Early Years Action Plus",
        kind=TermKind.ABOLISHED,
        advice=_("Write “SEN Support” if that is what you mean."),
    ),
    Term(
        word="Disability Discrimination Act",
        kind=TermKind.ABOLISHED,
        advice=_("Write “the Equality Act 2010”, which took its place."),
        source=_("Equality Act 2010"),
        also=(
            "DDA",
            "Disability Equality Duty",
            "Disability Equality Scheme",
        ),
    ),
    Term(
        word="local safeguarding children board",
        kind=TermKind.ABOLISHED,
        advice=_(
            "Name your local safeguarding children partnership, which took its place."
        ),
        source=_("Children and Social Work Act 2017"),
        also=("LSCB",),
    ),
    # Probably out of date, or not the right name.
    Term(
        word="P levels",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Say how you measure small steps today."
        ),
        also=(
            "P level",
            "P scale",
            "P scales",
        ),
    ),
    Term(
        word="national curriculum level",
        kind=TermKind.DATED,
        advice=_("This is probably out of date. Say how you measure progress today."),
    ),
    Term(
        word="BESD",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Write “social, emotional and mental health”."
        ),
        also=(
            "behavioural, emotional and social difficulties",
            "behaviour, emotional and social difficulties",
            "behavioural, social and emotional difficulties",
            "EBD",
        ),
    ),
    Term(
        word="DfES",
        kind=TermKind.DATED,
        advice=_("This is probably out of date. Write “Department for Education”."),
        also=("DCSF",),
    ),
    Term(
        word="statement of special educational needs",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Write “education, health and care plan” if "
            "that is what you mean."
        ),
        also=(
            "statement of special educational need",
            "statement of special education need",
            "statement of special needs",
            "statement of educational need",
            "statements of special educational needs",
            "child with a statement",
            "children with a statement",
            "children with statements",
            "pupil with a statement",
            "pupils with a statement",
            "pupils with statements",
            "student with a statement",
            "students with statements",
            "child has a statement",
            "children have a statement",
            "pupil has a statement",
            "pupils have a statement",
            "who have a statement",
            "who has a statement",
            "statement or EHC",
            "statement or EHCP",
            "statements or EHC",
            "statement or education, health",
            "plan (statement",
            "EHCP or statement",
        ),
    ),
    Term(
        word="statement of SEN",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Write “education, health and care plan” if "
            "that is what you mean."
        ),
        also=(
            "statements of SEN",
            "statement of SEND",
        ),
    ),
    Term(
        word="statemented",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Write “with an education, health and care "
            "plan” if that is what you mean."
        ),
        also=("statementing",),
    ),
    Term(
        word="Connexions",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Name the service that gives careers advice "
            "today."
        ),
        also=("connexions",),
    ),
    Term(
        word="Common Assessment Framework",
        kind=TermKind.DATED,
        advice=_("This is probably out of date. Check what your council uses today."),
        also=(
            "common assessment framework",
            "common assessment form",
        ),
    ),
    Term(
        word="CAF form",
        kind=TermKind.DATED,
        advice=_("This is probably out of date. Check what your council uses today."),
        also=(
            "CAF meeting",
            "CAF process",
            "CAF assessment",
            "the CAF",
            "a CAF",
        ),
    ),
    Term(
        word="Educational Health and Care Plan",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date, or not quite its name. Write “education, "
            "health and care plan” if that is what you mean."
        ),
        also=(
            "educational health and care plan",
            "educational, health and care plan",
            "educational health care plan",
            "education and health care plan",
            "education and healthcare plan",
            "education, health and social care plan",
        ),
    ),
    Term(
        word="Every Child Matters",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Say what you do, rather than name the "
            "programme."
        ),
    ),
    Term(
        word="Parent Partnership",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Name your information, advice and support "
            "service (SENDIAS)."
        ),
    ),
    Term(
        word="learning difficulty assessment",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Write “education, health and care plan” if "
            "that is what you mean."
        ),
        also=("learning difficulties assessment",),
    ),
    Term(
        word="Sure Start",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Write the name that the centre has today."
        ),
    ),
    Term(
        word="handicapped",
        kind=TermKind.DATED,
        advice=_("This is probably out of date. Write “disabled”."),
        also=("mental handicap",),
    ),
    Term(
        word="wheelchair-bound",
        kind=TermKind.DATED,
        advice=_("This is probably out of date. Write “who uses a wheelchair”."),
        also=("confined to a wheelchair",),
    ),
)
