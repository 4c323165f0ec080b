"""
Signals for a project's own code: what this package tells it, and when.

Each is sent with ``send_robust``. A receiver that raises is in Django's log and changes
nothing else. Receivers run in the process that writes or sends, so they should be
quick; what talks to another machine is better a channel, see
``notices.delivery.channels``.
"""

from __future__ import annotations

from django.dispatch import Signal

#: A piece of news was written for a council, and the row is committed. It may be held
#: back, and may be replaced by newer news before it is sent.
#: Arguments: ``sender`` is the class ``CouncilNotice``, ``notice`` the row.
notice_written = Signal()


#: A council was told: its notice was recorded as sent, by email or, where the council
#: takes none, by an editor who entered it in the council's form.
#: Arguments: ``sender`` is the class ``CouncilNotice``, ``notice`` the row.
council_told = Signal()
