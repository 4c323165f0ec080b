"""Headings, labels and phrases by which a document shows what a passage is."""

from __future__ import annotations

from wagtail_localoffer.importing.placing import taking_part

#: The headings of templates and of the questions that many settings answer, as
#: ``tidy`` writes them. The framework's own headings need not be here.
HEADINGS: dict[str, tuple[str, ...]] = {
    "the_setting": ("the setting", "about the setting"),
    "good_practice": (
        "promoting good practice and successes",
        "good practice and successes",
    ),
    "accessibility": (
        "accessibility and inclusion",
        "how accessible is the school environment",
    ),
    "teaching": (
        "teaching and learning",
        "teaching and learning part 1 practitioners and practice",
        "teaching and learning part 2 provision and resources",
        "identification and early intervention",
        "staff training",
        "how will the school know if my child needs extra help",
        "how does the setting know if children need extra help and what should i do "
        "if i think my child may have special educational needs",
        "how will staff support my child",
        "how will you support me",
        "how will the curriculum be matched to my childs needs",
        "how are the schools resources allocated and matched to childrens special "
        "educational needs",
        "how is the decision made about what type and how much support my child "
        "will receive",
        "does the school specialise in meeting the needs of children with a particular "
        "type of sen",
        "what training do the staff supporting children with send have",
    ),
    "reviewing": (
        "reviewing and evaluating outcomes",
        "how will both you and i know how my child is doing and how will you help me "
        "to support my childs learning",
        "how will i know how my child is doing",
    ),
    "keeping_safe": ("keeping children safe", "how will i travel and be safe"),
    "health": (
        "health including emotional health and wellbeing",
        "what support will there be for my childs overall well being",
    ),
    "communication": (
        "communication with parents",
        "further information",
        "who can i contact for further information",
        "what do i do if i am not happy or want to complain",
    ),
    "working_together": (
        "working together",
        "what specialist services and expertise are available at or accessed by the "
        "school",
        "how are parents involved in the school how can i be involved",
    ),
    "family_support": (
        "what help and support is available for the family",
        "what support is there for parents and families",
    ),
    "transitions": (
        "transitions from primary school and school leavers",
        "transition to secondary school",
        "transitions",
        "how will the school prepare and support my child to join the school transfer "
        "to a new school or the next stage of education and life",
        "how will you prepare me for the next stage",
    ),
    "activities": (
        "extra curricular activities",
        "how will my child be included in activities outside the classroom including "
        "school trips",
    ),
    "taking_part": taking_part.HEADINGS,
    "senco_contact": ("who to contact", "senco contact"),
}

#: Beginnings of words, or of some in a row, that say of a heading where it belongs.
#: Where several are found, the one that stands first in the heading decides; of those
#: that begin at one word, the longest. So they needn't be in order.
KEYWORDS: dict[str, tuple[str, ...]] = {
    "senco_contact": (
        *("who to contact", "contact details", "senco", "sendco", "your contact"),
        *("special educational needs coordinator", "special educational needs co ord"),
        *("named person", "key contact"),
    ),
    "transitions": (
        *(
            "transition",
            "transfer",
            "next stage",
            "next class",
            "next school",
            "moving",
        ),
        *("move to", "to move", "leavers", "leaving", "to join", "join our", "join us"),
        *("join the", "starting", "settl", "induct", "adulthood", "new school"),
        *("prepar", "joining", "after school life", "careers", "new pupils"),
        *("before you start", "before they start", "before your child start"),
        *("comes next", "what next", "moves on", "move on", "move up"),
    ),
    "accessibility": (
        *("accessib", "wheelchair", "building", "environment", "disabled", "facilit"),
        *(
            "equipment",
            "admission",
            "admit",
            "get in",
            "get around",
            "getting around",
            "getting in",
            "equality",
        ),
        *("our site", "the site", "school site"),
        *("premises", "physical access", "access to the", "other languages"),
    ),
    "activities": (
        *("extra curricular", "extracurricular", "activit", "club", "trips", "outings"),
        *("outside the classroom", "outside lessons", "wraparound", "wrap around"),
        *("join in", "take part", "beyond lessons", "outside of lessons"),
        *("holiday", "beyond the classroom", "enrichment", "school visits"),
    ),
    "reviewing": (
        *("review", "evaluat", "progress", "outcome", "effective", "how well"),
        *("is doing", "am doing", "getting on", "assess and review", "monitor"),
        *("track", "is it working", "whether it works", "measure", "whether it helps"),
        *("if it works", "its working", "it is working"),
    ),
    "keeping_safe": (
        *("safe", "bully", "risk", "travel", "supervis", "collect", "protect"),
        *("start and end of the day", "handover"),
    ),
    "health": (
        *("health", "well being", "wellbeing", "medic", "emotional", "first aid"),
        *("pastoral", "mental", "care plan", "social and emotional", "feelings"),
        *("happy at school", "nurse ", "nurses", "nursing", "unwell", "ill "),
    ),
    "family_support": (
        *("support for famil", "support for parent", "support to famil", "for the fam"),
        *("support for you as", "help for famil", "help for parent", "sendias"),
        *(
            "for families",
            "for parents and carers",
            "independent advice",
            "help at home",
        ),
        *("support for your family", "for our famil", "as a family", "help for you"),
        *("support for you ", "help with forms", "around the family"),
        *("help ourselves", "help can we get", "support can we get", "help can i get"),
    ),
    "working_together": (
        *("involv", "working with", "work with", "partnership", "specialist service"),
        *(
            "agenc",
            "voice",
            "consult",
            "views",
            "governor",
            "governing",
            "other services",
            "say in",
        ),
        *("specialists", "professionals", "having your say", "outside services"),
        *("external", "together", "listen to", "who else", "partners"),
    ),
    "communication": (
        *("communicat", "contact", "further information", "complain", "concern"),
        *(
            "unhappy",
            "not happy",
            "open day",
            "keeping in touch",
            "talk to",
            "speak to",
        ),
        *("keep in touch", "tell us", "questions", "find out more", "feedback"),
        *(
            "tell me",
            "tell you",
            "telling you",
            "telling parents",
            "let me know",
            "let you know",
            "get in touch",
        ),
    ),
    "good_practice": (
        *("success", "award", "proud", "celebrat", "good practice", "achievement"),
        *("what parents say", "testimonial", "quotes", "what families say"),
        *("what people say", "stories"),
    ),
    "teaching": (
        *(
            "teach",
            "learning",
            "curriculum",
            "extra help",
            "support my child",
            "identif",
        ),
        *("training", "resources", "decide", "decision", "provision", "needs", "staff"),
        *("support you", "lessons", "kinds of", "types of", "expertise", "funding"),
        *("help your child", "help my child", "interven", "in class", "find out who"),
        *("classroom", "exams", "support me", "spotting", "who we support"),
        *("who we help", "spot ", "struggl", "falling behind", "notic"),
    ),
    "taking_part": taking_part.KEYWORDS,
    "the_setting": (
        "opening",
        "about me ",
        "about my",
        "my home",
        "about our nursery",
        "about our setting",
        "about the nursery",
        "about the setting",
        "fees",
        "hours",
    ),
}

#: Those of ``KEYWORDS`` that decide only if there are no others.
WEAK = {
    *("support my child", "help your child", "help my child", "support me", "staff"),
    *("support you", "extra help", "needs", "provision"),
}

#: Beginnings of headings after which nothing governs, as ``tidy`` writes them.
END_STARTS = (
    *("in this section", "related ", "links with", "links to", "see also", "quick "),
    *("other policies", "policies and documents", "monitoring arrangements"),
    *("monitoring this", "review of this", "monitoring and review of this"),
    *("legislation", "more in this section", "you may also", "useful "),
)

#: Headings after which nothing governs, as ``tidy`` writes them.
ENDS = {
    *("local offer", "send information report", "sen information report", "about us"),
    *("where to go", "useful links", "links", "definitions", "glossary", "appendix"),
    *("introduction", "contents", "welcome", "our school", "our vision", "aims"),
    *("vision", "our values", "values", "ethos", "our ethos", "mission statement"),
    *("our aims", "background", "legal framework", "abbreviations", "downloads"),
    *("legislation", "what is the local offer", "other details", "key facts"),
    *("what are special educational needs", "what is sen", "time and date details"),
}

#: Labels of the front sheet, as ``tidy`` writes them, with the name of the field that
#: they stand for, or an empty string.
LABELS: dict[str, str] = {
    **dict.fromkeys(
        (
            *("name", "name of school", "name of setting", "name of nursery", "school"),
            *("school name", "setting name", "name of provider", "provider name"),
            *("name of academy", "school academy name", "name of college", "provider"),
            *("organisation", "name of establishment", "setting", "college name"),
            *("name of school academy", "organisation name", "name of service"),
        ),
        "setting_name",
    ),
    **dict.fromkeys(
        (
            *(
                "address",
                "postal address",
                "school address",
                "where we are",
                "location",
            ),
            *("address of school", "address of setting", "venue address"),
            *("full address", "school academy address", "setting address"),
        ),
        "address",
    ),
    **dict.fromkeys(
        (
            *(
                "telephone",
                "telephone number",
                "phone",
                "phone number",
                "tel",
                "tel no",
            ),
            *("contact telephone", "contact number", "telephone no", "phone no"),
            *("school telephone", "main telephone"),
        ),
        "telephone",
    ),
    **dict.fromkeys(
        (
            *(
                "school number",
                "school academy number",
                "dfe number",
                "urn",
                "number of school",
                "ofsted number",
            ),
            *("unique reference number", "ofsted urn", "establishment number"),
            *("registration number", "ofsted registration number", "dcsf number"),
            *("ofsted no", "ofsted registration", "ofsted registration no", "ukprn"),
            *("ofsted reg no", "ofsted unique reference number", "laestab", "dfe no"),
        ),
        "identifier",
    ),
    **dict.fromkeys(
        (
            *("website", "website address", "web address", "web", "web site", "url"),
            *("school website", "link", "website link", "school academy website"),
        ),
        "website",
    ),
    **dict.fromkeys(
        (
            *("age range", "ages", "age range of pupils", "age group", "age"),
            *("what age range of pupils does the school cater for", "ages catered for"),
            *("age range of children", "local offer age bands", "age bands"),
            *("ages we take", "ages covered", "ages taken", "ages we cater for"),
        ),
        "ages",
    ),
    **dict.fromkeys(
        (
            *("school academy name and address", "school name and address"),
            *("name and address", "name and address of school", "setting name address"),
            *("name and address of setting", "setting name and address"),
            *("name and contact details of school", "name and contact details"),
            *("name and contact details of setting",),
        ),
        "name_and_address",
    ),
    **dict.fromkeys(
        (
            *("type of setting", "type of school", "type of provision", "setting type"),
            *("school type", "type of establishment", "phase", "phase of education"),
        ),
        "setting_type",
    ),
    **dict.fromkeys(
        (
            *("last reviewed", "date of last review", "review date", "reviewed"),
            *("date of review", "date reviewed", "reviewed on", "last review"),
            *("last review date", "date last reviewed"),
        ),
        "reviewed_on",
    ),
    **dict.fromkeys(
        (
            *("next review", "date of next review", "next review date", "review due"),
            *("next review due by", "review due by", "due for review by"),
            *("next review due", "due for review", "to be reviewed", "date for review"),
        ),
        "next_review_on",
    ),
    **dict.fromkeys(
        (
            *("postcode", "post code", "last updated", "date", "fax", "date updated"),
            *("date completed", "completed by", "job title of person completing"),
            *("version", "author", "ofsted rating", "ward", "date written"),
            *("head teacher", "headteacher", "head", "manager", "owner", "principal"),
            *("email address of school", "school email", "status", "governance"),
            *("number on roll", "number of pupils", "facebook"),
            *("map", "directions", "name of person completing the form", "approved by"),
            *("latest ofsted inspection", "date published", "twitter", "category"),
        ),
        "",
    ),
}

#: Labels of a person who is the contact where a heading or a label says so.
CONTACT_LABELS = {
    *(
        "name of senco",
        "senco name",
        "senco",
        "name of sendco",
        "sendco",
        "key contact",
    ),
    *("named contact", "name of contact", "contact person"),
    *("contact name", "contact", "name", "telephone", "email", "e mail", "phone"),
    *("email address", "contact position", "role", "job title", "telephone number"),
    *("contact telephone", "mobile", "position", "contact email", "e mail address"),
    *("phone number", "days", "available", "availability", "contact number", "tel"),
    *("contact details",),
}

#: Those by which a table begins to speak of a person.
PERSON_LABELS = {
    *("contact name", "contact position", "name of senco", "senco name", "senco"),
    *("name of sendco", "sendco", "named contact", "name of contact", "contact person"),
    *("key contact",),
}
