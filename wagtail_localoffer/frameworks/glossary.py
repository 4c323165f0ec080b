"""Words of the trade that families may not know, and words that are out of date."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Term
from wagtail_localoffer.frameworks.choices import TermKind

IN_FULL = _("Write it in full the first time.")


# NB: "statement", "provision" and "CAF" alone mean too much else, also in names, so
# they stand here in phrases. Abbreviations count only with their capitals; the advice
# on one that has other meanings, such as "PD", is right for those too.
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
    # Ended by a change of the law.
    Term(
        word="School Action",
        kind=TermKind.ABOLISHED,
        advice=_("Write “SEN Support” if that is what you mean."),
    ),
    Term(
        word="School Action Plus",
        kind=TermKind.ABOLISHED,
        advice=_("Write “SEN Support” if that is what you mean."),
    ),
    Term(
        word="LEA",
        kind=TermKind.ABOLISHED,
        expansion=_("local education authority"),
        advice=_("Write “the council”."),
    ),
    Term(
        word="CCG",
        kind=TermKind.ABOLISHED,
        expansion=_("clinical commissioning group"),
        advice=_("Write “integrated care board”, which took its place in July 2022."),
        source=_("SEND Regulations 2014, regulation 54, as amended"),
    ),
    # Probably out of date.
    Term(
        word="statement of special educational needs",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Write “education, health and care plan” if "
            "that is what you mean."
        ),
    ),
    Term(
        word="statement of SEN",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Write “education, health and care plan” if "
            "that is what you mean."
        ),
    ),
    Term(
        word="statemented",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Write “with an education, health and care "
            "plan” if that is what you mean."
        ),
    ),
    Term(
        word="Connexions",
        kind=TermKind.DATED,
        advice=_(
            "This is probably out of date. Name the service that gives careers advice "
            "today."
        ),
    ),
    Term(
        word="Common Assessment Framework",
        kind=TermKind.DATED,
        advice=_("This is probably out of date. Check what your council uses today."),
    ),
    Term(
        word="CAF form",
        kind=TermKind.DATED,
        advice=_("This is probably out of date. Check what your council uses today."),
    ),
)
