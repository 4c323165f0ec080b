"""People in the text: a child who can be recognised, another SENCO than the contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Paragraph
from wagtail_localoffer.frameworks import SENCO
from wagtail_localoffer.text.mentions import TITLES
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.sentences import split_sentences

_WORD = r"[A-ZÀ-Þ][a-zà-ÿ]+(?:[-’'][A-ZÀ-Þ][a-zà-ÿ]+)?"

_NAME = rf"(?P<name>{_WORD})(?: (?P<last>{_WORD}|[A-Z]\b\.?))?"

_PLACES = """
    academy centre class club college council group hall hospital house lodge nursery
    room school team trust unit
"""

#: "Daisy Room" and "Alder Hospital" are no children.
PLACES = frozenset(_PLACES.split())

#: Words with a capital that are no child's name, where a sentence begins with them.
_NO_NAMES = """
    a all an any anybody anyone autism asthma babies boys braille child children class
    county council dyslexia each english epilepsy every everybody everyone families
    family french girls he her here his if in it its key learners lego makaton maths
    no nobody none nursery on one other our parent parents pe people phonics
    pre-school preschool pupil pupils reception school she so some somebody someone
    staff student students that the their there these they this those toddlers two
    what when where whether who whoever year you your young we
"""

NO_NAMES = frozenset((*_NO_NAMES.split(), *TITLES))

_CHILDRENS_NAMES = """
    aaliyah aaron abdul abdullah abigail adam aisha aiden alex alexander alfie ali
    alice amelia amelie amina amir amy anna annabelle aria archie arlo arthur ava
    ayaan ayesha bella ben benjamin bobby brody caleb callum cameron charlie charlotte
    chloe connor daniel danny darcey darcy dexter dylan ebony eden edward eliza
    elizabeth ella ellie elliot ellis elsie emilia emily emma erin ethan eva evan eve
    evelyn evie farah fatima felix finlay finley florence frankie freddie freya
    gabriel george georgia grace gracie hamza hannah harriet harrison harry harvey
    hassan heidi henry hugo ibrahim imogen imran isaac isabel isabella isabelle isla
    ismail jack jacob jake james jamie jasmine jaxon jayden jess jessica joe joel
    joseph josh joshua jude kai kayden keira khadija kian kieran kyle lacey layla lena
    leo leon lewis lexi liam lilly lily lola lottie louie louis luca lucas lucy luke
    lydia maisie maja maria mariam maryam mason matilda matthew max maya megan mia
    michael millie mohamed mohammad mohammed molly muhammad musa mustafa nancy nathan
    niamh noah nina olivia oliver ollie omar oscar owen oskar paige patrick phoebe
    polly ralph reece reggie reuben riley robert ronnie rory rosie ruby ryan safa sam
    samuel sara sarah sasha scarlett sebastian seth sienna skye sofia sonny sophia
    sophie stanley tara teddy thea theo theodore thomas tilly toby tom tommy tyler
    victoria will william yusuf zac zachary zahra zain zainab zak zara zoe zofia
"""

#: Names that many children have. Others are recognised by what is said of them.
CHILDRENS_NAMES = frozenset(_CHILDRENS_NAMES.split())

_NEED = (
    r"(?:autis\w+|adhd|epilep\w+|dyslexi\w+|dysprax\w+|dyscalculi\w+|down[’']?s\b|"
    r"cerebral palsy|diabet\w+|asthma\w*|wheelchairs?|walking frame|hearing (?:aids?|"
    r"loss|impair\w+)|cochlear|deaf\w*|blind\w*|sight loss|visual(?:ly)? impair\w+|"
    r"stammer\w*|selective mutism|tourette\w*|spina bifida|muscular dystrophy|cancer|"
    r"leukaemia|feeding tube|tube[- ]fed|seizures?|nut allergy|allerg\w+|anxiety|"
    r"anxious|special (?:educational )?needs|learning difficult\w+|learning disab\w+|"
    r"disab\w+|non-?verbal|partially sighted|hard of hearing|(?:speech|developmental|"
    r"global) (?:and language )?delay|cystic fibrosis|sickle cell|coeliac|"
    r"(?:\w+ )?syndrome|ehcp?|education, health and care plan)"
)

NEED = re.compile(rf"\b{_NEED}", re.IGNORECASE)

# "Autism champions" are no child's.
_NO_CHILDS = (
    r"(?![- ](?:champion|specialist|lead|team|unit|base|centre|friendly|train|aware|"
    r"support|service|group|club|advis|nurse|charit|societ|outreach|school|access|park|"
    r"toilet|lift|ramp|taxi|space|swing|bus|user(?:s|[’']s)))"
)

_IN_CLASS = (
    r"(?:,? \(?(?:who is |is |was )?(?:now )?(?:in|from|of) (?:our )?"
    r"|,? ?\(|, (?:who is |is )?(?:a )?)"
    r"(?:\d{1,2}(?=[,)])|Year \d{1,2}|Y\d{1,2}|Reception|Nursery|Class \w+|Key Stage "
    r"\d|[Aa]ged? \w+|\d{1,2} years old)\b\)?"
)

_GAP = (
    r"(?:(?:a|an|some|severe|mild|moderate|profound|complex|his|her|both|very|born "
    r"with|diagnosed with|diagnosis of|type 1|type one|been|got|bilateral|rare|little|"
    r"also) ){0,3}"
)

# What is said of a child and of hardly anything else, each with the name in it.
CUES = (
    # "Jack Hartley in Year 4 has epilepsy", "Noah, who has Down’s syndrome"
    re.compile(
        rf"\b{_NAME}(?:{_IN_CLASS})?,? ?(?:who |and )?(?:has|had|was|is|uses|wears|"
        rf"needs|takes|lives with|suffers from|came to us with|joined us with|has got) "
        rf"{_GAP}(?i:{_NEED}){_NO_CHILDS}"
    ),
    # "a boy called Sam", "my son Alfie"
    re.compile(
        r"\b(?:boy|girl|child|pupil|student|toddler|baby|son|daughter)s? "
        rf"(?:called|named) {_NAME}"
    ),
    re.compile(
        r"\b(?:[Mm]y|[Oo]ur|[Tt]heir) (?:(?:little|lovely|brave|dear|own|youngest|"
        rf"eldest) )?(?:(?:boy|girl|son|daughter|little one),? {_NAME})"
    ),
    re.compile(rf"\b[Oo]ur (?:little|lovely|brave|dear) {_NAME}"),
    # "Jack’s mum"
    re.compile(rf"\b{_NAME}[’']s (?:mum|mummy|mother|dad|daddy|father|nan|grandma)\b"),
    re.compile(rf"\b(?:[Mm]um|[Mm]other|[Dd]ad|[Ff]ather) (?:of|to) {_NAME}"),
    # "Jayden was excluded from two schools"
    re.compile(
        rf"\b{_NAME} (?:was|had been|has been) (?:permanently )?(?:excluded|adopted|"
        rf"bullied|fostered|taken into care|diagnosed|born with|expelled)\b"
    ),
    # "Ellie-May could not read when she came"
    re.compile(
        rf"\b{_NAME} (?:could not|couldn[’']t|can[’']?not|can[’']t|struggle[sd]|"
        rf"found it "
        r"hard|finds it hard|would not|wouldn[’']t|didn[’']t|did not)\b[^.!?]{0,60}"
        r"\b(?:he|she)\b"
    ),
    re.compile(
        r"\b[Ww]hen (?:little )?"
        rf"{_NAME} (?:first )?(?:came|joined|started|arrived)\b[^.!?]{{0,30}}\b(?:he|"
        rf"she)\b"
    ),
)

#: Where a name that many children have is enough.
LISTED = (
    re.compile(rf"\b(?:[Pp]arents?|[Cc]arers?) (?:of|to) {_NAME}"),
    re.compile(rf"\b{_NAME}{_IN_CLASS}"),
    re.compile(rf"\b{_NAME}[’']s (?:parents|family|carers?|key ?worker|plan|needs)\b"),
)

#: Nobody but one child is meant, with a name or without one.
UNIQUE = re.compile(
    r"\b(?:(?:our|the|my|have|has) only (?:one )?(?:\w+ ){0,2}?(?:(?:wheelchair|"
    r"hearing[- ]aid) user\b|(?:(?:deaf|blind|autistic|disabled|non-?verbal|visually "
    r"impaired|wheelchair-using|diabetic|epileptic) )(?:child|pupil|boy|girl|"
    rf"student)\b|(?:child|pupil|boy|girl|student) (?:here |in (?:the )?\w+ ?\w* "
    rf")?(?:with|who)\b[^.!?]{{0,30}}\b{_NEED})"
    r"|(?:one|a|our|the) (?:boy|girl|twins|brothers|sisters) (?:who (?:is|are) |now "
    r")?in (?:year \d+|reception|nursery|"
    rf"class \w+)\b[^.!?]{{0,30}}\b{_NEED})",
    re.IGNORECASE,
)

_ROLE = (
    r"(?:teachers?|sen(?:d)?cos?|co-?ordinators?|assistants?|leaders?|managers?|heads?|"
    r"headteacher|headmistress|headmaster|governors?|nurses?|therapists?|staff|"
    r"key ?person|trainers?|practitioners?|psychologists?|counsell?ors?|mentors?|"
    r"owners?|childminders?|deputy|directors?|dog|authors?|coach|specialists?|tutors?|"
    r"doctors?|officers?|workers?|chair|mrs|mr|miss|ms|mx|dr|sir|st|saint|lead|"
    r"inclusion lead)"
)

#: Before a name: it is a grown-up's, or a saint's.
ADULT_BEFORE = re.compile(rf"\b{_ROLE}(?: is|,|:|\.)? ?(?:called )?$", re.IGNORECASE)

#: After it.
ADULT_AFTER = re.compile(
    r"(?:, (?:who (?:is|was|works as) )?| \(| (?:is|was|has been|works as) )"
    rf"(?:an? |the |our |one of our )?(?:\w+ ){{0,2}}?{_ROLE}\b",
    re.IGNORECASE,
)


def find_named_child(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    text = paragraph.text
    if paragraph.said_by:
        text = f"{text} | {paragraph.said_by}"
    if found := _find_child(text):
        yield Hit(found)


@lru_cache(maxsize=2048)
def _find_child(text: str) -> str:
    """The sentence in which a child can be recognised, or an empty string."""
    # Most paragraphs have no child in them.
    if not any(each.search(text) for each in (UNIQUE, *CUES, *LISTED)):
        return ""
    for sentence in split_sentences(text):
        if UNIQUE.search(sentence):
            return sentence
        if any(
            _is_childs(found, sentence)
            for cue in CUES
            for found in cue.finditer(sentence)
        ) or any(
            found["name"].lower() in CHILDRENS_NAMES and _is_childs(found, sentence)
            for cue in LISTED
            for found in cue.finditer(sentence)
        ):
            return sentence
    return ""


def _is_childs(found: re.Match[str], sentence: str) -> bool:
    name, start = found["name"], found.start("name")
    return (
        name.lower() not in NO_NAMES
        and (found["last"] or "").lower() not in PLACES
        and not NEED.match(name)
        and not ADULT_BEFORE.search(sentence[max(0, start - 40) : start])
        and not ADULT_AFTER.match(sentence, found.end("name"))
    )


_TITLE = r"(?:Mrs?|Ms|Miss|Mx|Dr)\.?"

_PERSON = (
    rf"(?P<who>{_TITLE}(?: [A-Z]\.?){{0,2}} {_WORD}(?: {_WORD})?"
    rf"|{_WORD}(?: [A-Z]\.?)? {_WORD}|{_WORD})"
)

_SENCO = (
    r"(?:(?i:special educational needs(?: (?:and|&) disabilit(?:y|ies))? "
    r"co-?ordinator)|(?i:send?co)|(?i:sen co-?ordinator))"
    r"(?: \((?i:send?co|special [^)]{9,60})\))?"
)

#: Who is the SENCO, in the ways in which people say it.
SENCOS = (
    re.compile(
        rf"\b{_SENCO}(?: here| at present)?(?: is| –| -|:|,)?(?: called)? {_PERSON}"
    ),
    re.compile(rf"\b{_SENCO} \({_PERSON}\)"),
    re.compile(
        rf"\b{_PERSON}(?: is|,)(?: who is)?(?: also)? (?:our|the)(?: (?:school|"
        rf"nursery|setting|college)(?:[’']s)?)? (?:[\w ,]{{1,60}}? and )?{_SENCO}\b"
    ),
    re.compile(rf"\b{_PERSON} \((?:our )?{_SENCO}\)"),
)

#: It is said of another setting, another time, or somebody who helps.
ANOTHERS = re.compile(
    r"\b(?:(?i:was|were|until|former|previous|retired?|left|before|their|"
    r"assistant|deputy|area|cluster|trust|council|local authority)"
    r"|(?:new|next|other|high|secondary|primary|infant|junior|receiving|feeder) "
    r"(?:school|class|setting|nursery|college)|(?:at|of) (?:[A-Z]\w+ ){1,4}(?:School|"
    r"Nursery|College|Academy))\b"
)

_NO_SENCOS = """
    and available award away can contact days deputy drop drop-in email forum
    governor head headteacher is manager may meeting monday tuesday wednesday
    thursday friday name network office please policy qualification report role room
    send support team tel telephone time to training will
"""

#: Words with a capital that follow "SENCO" and are no name.
NO_SENCOS = (NO_NAMES - frozenset(TITLES)) | frozenset(_NO_SENCOS.split())


def find_other_senco(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    """Find a SENCO by name who isn't the one in the contact block."""
    names = [
        one_line(each.read("name"))
        for each in offer.contacts
        if each.block == SENCO.key
    ]
    known = {word for name in names for word in _list_words(name)}
    if not known:
        return
    for sentence, person in _list_sencos(paragraph.text):
        # A job may be shared, and one of the two stands in the block.
        if known.isdisjoint(_list_words(sentence)):
            yield Hit(sentence, {"person": person, "name": names[0]})


@lru_cache(maxsize=2048)
def _list_sencos(text: str) -> tuple[tuple[str, str], ...]:
    """The sentences that say who is the SENCO of this setting, each with the name."""
    plain = text.casefold()
    if not any(word in plain for word in ("ordinator", "senco", "sendco")):
        return ()
    found = []
    for sentence in split_sentences(text):
        matches = (match for each in SENCOS for match in each.finditer(sentence))
        people = [each["who"] for each in matches if _is_name(each["who"])]
        if people and not ANOTHERS.search(sentence):
            found.append((sentence, people[0]))
    return tuple(found)


def _is_name(words: str) -> bool:
    return not any(
        word.lower() in NO_SENCOS for word in words.split() if len(word.strip(".")) > 1
    )


def _list_words(name: str) -> set[str]:
    """The words of a name by which somebody is known: no titles, no initials."""
    titles = {"mrs", "miss", "dr", "mr", "ms", "mx", "senco", "sendco", "the", "and"}
    words = (each.lower() for each in re.findall(r"[^\W\d_]{3,}", name))
    return {word for word in words if word not in titles}
