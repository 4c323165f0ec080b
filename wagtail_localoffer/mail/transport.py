"""Transports: ways out for rows of an outbox, as the dispatcher sees them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic

from wagtail_localoffer.mail.outbox import Row
from wagtail_localoffer.mail.routing import (
    FromSite,
    find_hostname,
    find_staging_reason_of,
)


class Transport(ABC, Generic[Row]):
    """Claims rows, and sends them. A letter is the rows that leave in one message."""

    #: Whether nothing more can be sent. What is left then loses no try.
    is_down = False

    def __init__(self) -> None:
        self._staging_reasons: dict[tuple[int | None, str, bool], str] = {}

    @abstractmethod
    def claim(self, most: int) -> list[list[Row]]:
        """Claim what is due: at most so many letters."""

    @abstractmethod
    def give_back(self, rows: list[Row]) -> None:
        """Give back what was claimed and not tried."""

    @abstractmethod
    def hold_back(self, row: Row) -> bool:
        """Record why a row must not leave, if it must not, and answer whether so."""

    @abstractmethod
    def send(self, letter: list[Row]) -> str:
        """
        Send one message.

        :returns: who took it, for the reason of the rows.
        :raises Exception: nobody did.
        """

    @abstractmethod
    def record_failure(self, row: Row, error: Exception) -> bool:
        """Log and record why a row was not sent; answer whether it still was ours."""

    def report(self, row: Row, recorded: bool) -> None:
        """Tell others what came of a row that was tried."""

    def finish(self, rows: list[Row]) -> None:
        """Do what is done once for all rows of a batch that have come to an end."""

    def find_staging_reason(self, row: FromSite, *, is_diverted: bool) -> str:
        """Say why something must not leave this installation; nothing if it may."""
        key = (row.site_id, find_hostname(row.url), is_diverted)
        if key not in self._staging_reasons:
            self._staging_reasons[key] = find_staging_reason_of(
                row, is_diverted=is_diverted
            )
        return self._staging_reasons[key]
