from __future__ import annotations

from wagtail.test.basepage.models import BasePage

from wagtail_localoffer.models import (
    HealthServiceIndexMixin,
    HealthServiceMixin,
    LocalOfferMixin,
    OfferDirectoryMixin,
)


class OfferPage(LocalOfferMixin, BasePage):
    pass


class ServicePage(HealthServiceMixin, BasePage):
    pass


class ServiceListPage(HealthServiceIndexMixin, BasePage):
    pass


class DirectoryPage(OfferDirectoryMixin, BasePage):
    pass
