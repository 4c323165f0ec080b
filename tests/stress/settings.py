"""The settings of the stress run: a server in a hurry, with little patience."""

from __future__ import annotations

from tests.settings_worker import *  # noqa: F403 - settings extend settings

WAGTAIL_LOCALOFFER = {
    # Each fault would hold a sender up for as long.
    "CONNECTION_TIMEOUT": 1,
    # What a killed sender left behind is taken up during the storm. NB: with less, a
    # sender that is alive may come too late on a machine that has much to do.
    "CLAIM_SECONDS": 20,
    # A message in five fails, for as long as the storm goes on. None is given up.
    "MAX_ATTEMPTS": 1000,
}
