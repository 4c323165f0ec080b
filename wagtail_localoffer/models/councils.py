from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


# NB: the types of the offers' own managers are Wagtail's, which has none for mypy.
class Council(models.Model):  # type: ignore[django-manager-missing]
    """
    A council with a local offer of its own, to which establishments link.

    A blank address or email means that nobody has confirmed one: never guess it.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    local_offer_url = models.URLField(
        _("address of its local offer"),
        help_text=_(
            "Offers link to this page, for example https://council.example/send"
        ),
    )
    update_email = models.EmailField(
        _("email address for updates"),
        blank=True,
        help_text=_(
            "The council is told here when an offer is published. Leave it empty if "
            "you don’t know it: nothing is sent then."
        ),
    )

    class Meta:
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def local_offer_address(self) -> str:
        """The address as people write it, without the scheme."""
        return self.local_offer_url.split("://", 1)[-1].rstrip("/")
