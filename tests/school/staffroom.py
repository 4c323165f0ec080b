from __future__ import annotations

import requests
from django.conf import settings

from wagtail_localoffer.notices.delivery.channels import Channel, ChannelDown, News


class StaffRoom(Channel):
    """Tells the trust's chat of each piece of news, in one line."""

    def send(self, news: News) -> None:
        text = f"{news.setting_name} ({news.council_name}): {news.kind}, {news.url}"
        try:
            answer = requests.post(
                settings.STAFF_ROOM_URL, json={"text": text}, timeout=10
            )
            answer.raise_for_status()
        except requests.RequestException:
            # Its own words would put the address, which is secret, into the log.
            raise ChannelDown("The chat did not take it.") from None
