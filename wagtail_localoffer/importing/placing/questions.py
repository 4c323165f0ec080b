"""
How documents speak of what the fourteen questions ask: headings, words and phrases.

It is to them what ``headings`` and ``vocabulary`` are to the council's sections.
"""

from __future__ import annotations

from wagtail_localoffer.importing.placing import taking_part
from wagtail_localoffer.importing.placing.headings import KEYWORDS
from wagtail_localoffer.importing.placing.vocabulary import PHRASES

#: Other wordings of the questions, and the council's headings that fit one of them. Of
#: a heading that holds several questions, such as "Teaching and learning", the words
#: of each passage say more.
QUESTION_HEADINGS: dict[str, tuple[str, ...]] = {
    "identification": (
        "how does the setting know if children need extra help",
        "how will the setting know if my child needs extra help",
        "how does the school know if children young people need extra help and what "
        "should i do if i think my child young person may have special educational "
        "needs",
        "how do you know if my child needs extra help",
        "what should i do if i think my child may have special educational needs",
        "identification and early intervention",
        "identification of special educational needs",
    ),
    "staff_support": (
        "how will staff support my child",
        "how will you support my child",
        "how will you support me",
        "how will my child be supported",
        "who will support my child",
    ),
    "curriculum": (
        "how will the curriculum and learning be matched to my childs needs",
        "how will teaching be adapted to my childs needs",
        "how will you match the curriculum to my childs needs",
    ),
    "progress": (
        "how will both you and i know how my child is doing",
        "how will i know how my child is doing",
        "how will you help me to support my childs learning",
        "how will you measure my childs progress",
        "reviewing and evaluating outcomes",
    ),
    "wellbeing": (
        "what support will there be for my childs wellbeing",
        "how will you look after my childs health and wellbeing",
        "health including emotional health and well being",
        "keeping children safe",
        "how will i travel and be safe",
    ),
    "specialists": (
        "what specialist services and expertise are available",
        "what specialist services do you work with",
    ),
    "staff_training": (
        "what training have the staff supporting children and young people with send "
        "had or are having",
        "what training do staff have",
        "staff training",
    ),
    "activities": (
        "how will my child be included in activities outside the classroom",
        "how will my child be included in activities outside the setting",
        "extra curricular activities",
    ),
    "accessibility": (
        "how accessible is the setting",
        "how accessible is the school",
        "accessibility and inclusion",
    ),
    "transitions": (
        "how will the school prepare and support my child to join the school transfer "
        "to a new school or the next stage of education and life",
        "how will the setting prepare and support my child to join or to move on",
        "how will you prepare me for the next stage",
        "transitions from primary school and school leavers",
        "transition to secondary school",
        "transitions",
    ),
    "resources": (
        "how are resources allocated and matched to childrens needs",
        "how are resources allocated",
        "how is the money for special educational needs spent",
    ),
    "support_decisions": (
        "how is the decision made about how much support my child will receive",
        "how do you decide what support my child will receive",
        "who decides what support my child will receive",
    ),
    "parent_involvement": (
        "how are parents involved",
        "how can i be involved",
        "how are parents and carers involved in the setting",
        "working together",
    ),
    "further_information": (
        "who can i contact",
        "who do i contact for further information",
        "what do i do if i am not happy or want to complain",
        "what help and support is available for the family",
        "what support is there for parents and families",
        "communication with parents",
        "further information",
    ),
    "taking_part": taking_part.HEADINGS,
    "senco_contact": ("who to contact", "senco contact"),
}

#: As ``headings.KEYWORDS`` are: the one that stands first in a heading decides.
QUESTION_KEYWORDS: dict[str, tuple[str, ...]] = {
    "senco_contact": KEYWORDS["senco_contact"],
    "identification": (
        *("identif", "extra help", "may have special", "may have send", "may have sen"),
        *("spotting", "noticing", "find out who", "early intervention", "kinds of"),
        *("types of need", "types of sen", "concerned about", "worried about my"),
    ),
    "staff_support": (
        *("support my child", "support me", "support your child", "help my child"),
        *(
            "help your child",
            "who will support",
            "be supported",
            "in class",
            "interven",
        ),
        *("key person", "extra adult", "support in the classroom"),
    ),
    "curriculum": (
        *("curriculum", "differentiat", "lessons", "exam", "adapt", "matched to my"),
        *("how we teach", "teaching approach", "approach to teaching", "independen"),
        *("learning needs", "quality first"),
    ),
    "progress": (
        *KEYWORDS["reviewing"],
        *("know how my child", "support my childs learning", "learning at home"),
        *("homework", "parents evening"),
    ),
    "wellbeing": (
        *KEYWORDS["health"],
        *KEYWORDS["keeping_safe"],
        *("behav", "voice", "friend", "someone to talk", "listen to"),
    ),
    "specialists": (
        *("specialist", "expertise", "agenc", "professionals", "outside services"),
        *("external", "other services", "therap", "looked after", "children in care"),
    ),
    "staff_training": ("training", "trained", "qualif", "skills of staff"),
    "activities": KEYWORDS["activities"],
    "accessibility": tuple(
        each for each in KEYWORDS["accessibility"] if not each.startswith("admi")
    ),
    "transitions": (*KEYWORDS["transitions"], "admission", "admit"),
    "resources": (
        *("resource", "funding", "budget", "money", "allocat", "spend", "spent"),
    ),
    "support_decisions": (
        *("decision", "decide", "how much support", "what type", "levels of support"),
        *("level of support", "education health and care plan", "ehc"),
    ),
    "parent_involvement": (
        *("involv", "partnership", "consult", "views", "governor", "governing"),
        *("volunteer", "feedback", "having your say", "say in", "together"),
        *("work with parents", "working with parents", "parents say"),
    ),
    "further_information": (
        *KEYWORDS["family_support"],
        *("contact", "further information", "more information", "communicat"),
        *("complain", "concern", "unhappy", "not happy", "open day", "talk to"),
        *("keeping in touch", "keep in touch", "speak to", "find out more"),
        *("questions", "opening", "hours", "policies"),
    ),
    "taking_part": taking_part.KEYWORDS,
}

#: As ``vocabulary.PHRASES`` are: what settings write below each question.
QUESTION_PHRASES: dict[str, str] = {
    "identification": """
        identify needs early; assess on entry; baseline assessment; screening test;
        screening in the first term; falling behind; slower than expected; not making
        progress; concerns are raised by the teacher; teachers notice; key person
        observes; observations of play; two year check; check at age two with the health
        visitor; information from the previous setting; records from nursery; parents
        tell us about a concern; if you are worried about your child; talk to the class
        teacher if you think your child needs help; raise a concern with the key person;
        the SENCO will meet you; kinds of special educational needs; we provide for
        children with autism, dyslexia, ADHD; moderate, severe and profound learning
        difficulties; speech and language needs; communication and interaction;
        cognition and learning; sensory and physical needs; hearing impairment; register
        of SEN support; signs that a child is struggling; tracking shows who needs more
    """,
    "staff_support": """
        teaching assistants; support in class; small groups; one to one support; extra
        adult in the room; intervention programmes; catch-up groups; precision teaching;
        short sessions each week; the class teacher is responsible; the teacher plans
        the support; the SENCO oversees the support; key person supports; room leaders;
        ratio of adults to children; learning support assistant; support worker in
        lessons; mentor; governors check that support is good; the teacher explains the
        support to you; a plan is shared with all staff; who works with your child;
        reading group; manager and deputy; key staff
    """,
    "curriculum": """
        teachers plan lessons; quality first teaching; high quality teaching; adapt the
        curriculum; differentiated work; work is matched; break tasks into small steps;
        at their own level; at their own pace; visual prompts, word banks, coloured
        overlays and task boards; learning through play; early years foundation stage;
        areas of learning; workstation; pre-teaching; learning styles; independence in
        learning; exam access arrangements; extra time, reader and scribe; sats; options
        and qualifications; study programme; entry level courses; job coach; supported
        internship; objects of reference; makaton signs; visual timetable; personalised
        timetable; work is too hard; targets in lessons; practical materials
    """,
    "progress": PHRASES["reviewing"]
    + """;
        the diary goes home; home school book; daily chat at the door; photos of the
        day; learning at home; toys to borrow; homework; workshops for parents about
        reading; ideas to try at home; reports for parents; meet the teacher; tutorial;
        talk about targets with you
    """,
    "wellbeing": PHRASES["health"]
    + PHRASES["keeping_safe"]
    + """;
        school council; pupil voice; student council; pupils have their say; children
        choose; pupils are asked; behaviour plan; attendance; exclusion; pastoral
        support; listen to children
    """,
    "specialists": """
        educational psychologist; speech and language therapist visits; occupational
        therapist; physiotherapist; sensory service, hearing and vision teachers; autism
        outreach; specialist teacher advises us; area SENCO advises; portage; CAMHS;
        school nurse; health visitor; social care; social worker; early help; outside
        agencies; multi-agency meetings; team around the child; voluntary organisations;
        charities; we refer to; referral with your consent; with your permission;
        experts come into school; our own specialist teacher; expertise in autism; unit
        for hearing impaired; virtual school; looked after children; children in care;
        personal education plan; designated teacher; paediatrician; services that we
        work with; advice from specialists
    """,
    "staff_training": """
        staff training; staff are trained in autism; trained in makaton; INSET days;
        qualified; diploma; degree; national award for SEN coordination; first aid
        trained staff; courses on dyslexia; course on attachment; training is updated;
        new staff have an induction; training from the speech therapist; staff meetings
        about special educational needs; safe handling course; sign language course;
        qualified teachers; learn how to use; trained to use the hoist; ELSA training;
        attended a course; certificates
    """,
    "activities": PHRASES["activities"]
    + """;
        risk assessment before each visit; risk assessments for trips; safe on outings;
        adults on duty at break and lunch; playground supervision
    """,
    "accessibility": PHRASES["accessibility"],
    "transitions": PHRASES["transitions"]
    + """;
        admission of disabled pupils; admissions policy; apply for a place; waiting
        list; how to get a place
    """,
    "resources": """
        SEN budget; the budget is spent on; funding; resources are allocated; money for
        special educational needs; notional budget; pupil premium; top-up funding; high
        needs top-up; apply to the council for more money; inclusion fund; disability
        access fund; we buy materials; equipment on loan; according to need; those who
        need most; value for money; spending is checked; paid for; cost of support;
        finance committee; grants; deployed where needed; allocation of teaching
        assistants
    """,
    "support_decisions": """
        how much support is decided; the SENCO decides with teachers; decide together
        with you; decisions are made at a meeting; look at assessments before deciding;
        reports from therapists; type of support; amount of support; level of support;
        graduated approach; assess plan do review; provision map; support plan; more
        support or less; reduce support; change the support; education, health and care
        plan application; ask the council for an education, health and care needs
        assessment; statutory assessment; panel of the council; parents are part of the
        decision; different children need different support; six weeks then decide
    """,
    "parent_involvement": """
        parents help in class; parent governors; volunteers; PTA; friends of the school;
        parent forum; parents have a say; parents' views; surveys of parents;
        questionnaire; suggestion box; feedback from parents; stay and play; home school
        agreement; contract with parents; work in partnership; parents invited to join;
        coffee morning; assemblies; open classroom; parents on trips; parents'
        association; involve parents; consult
    """,
    "further_information": PHRASES["family_support"]
    + """;
        speak to the class teacher first; contact the office; ring reception; make an
        appointment; telephone or email us; who to talk to; complaints procedure;
        complaints policy; how to complain; chair of governors; complaint is answered;
        not satisfied; unhappy; not happy; newsletter; website; open days and open
        evenings; visit the school; tour; who is who; policy on special educational
        needs; policies are on the website; opening hours; further information;
        prospectus; local offer of the council
    """,
    "taking_part": taking_part.PHRASES,
    "senco_contact": PHRASES["senco_contact"],
}
