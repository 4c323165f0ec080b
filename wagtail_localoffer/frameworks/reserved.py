"""Names of blocks and addresses that every offer has."""

from __future__ import annotations

#: The block of the link to the council's local offer.
COUNCIL_LINK = "council_link"

#: The block of the further councils that an offer belongs to.
OTHER_COUNCILS = "other_councils"


#: The block of the setting's own further sections.
OWN_SECTION = "own_section"

#: The blocks that an offer may have beside those of its framework.
FURTHER_BLOCKS = (OTHER_COUNCILS, OWN_SECTION)


#: What follows the address of an offer where it is read in another form.
REPORT = "sen-information-report"

PRINT = "print"

LARGE_PRINT = "large-print"

#: One sheet of paper: whom to call, and what families ask most.
SHEET = "who-helps"


#: Where families write, and read what was answered.
FEEDBACK = "feedback"

SHOWN = "what-families-say"


#: Parts of addresses that no section may have, because every offer has them.
TAKEN_ANCHORS = (
    *(REPORT, PRINT, LARGE_PRINT, SHEET, FEEDBACK, SHOWN),
    *("main", "council-local-offer", "languages", "other-formats"),
    *("localoffer-top", "localoffer-contents", "localoffer-questions"),
)
