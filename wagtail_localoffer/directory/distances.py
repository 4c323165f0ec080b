"""Distances, where an offer and the place that somebody names have coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.db.models import Avg, Q, QuerySet

from wagtail_localoffer.offers.listings.models import OfferListing

#: As far as an offer is near, in miles.
NEAR = 5

#: The radius of the earth in miles, and the length of a degree to the north.
RADIUS, DEGREE = 3959, 69

#: Further north, degrees to the east are no measure any more.
FURTHEST_NORTH = 85


@dataclass(frozen=True)
class Point:
    """A place on the map, in degrees."""

    latitude: float
    longitude: float

    def measure(self, listing: OfferListing) -> float | None:
        """The distance to an offer in miles; ``None`` if nobody knows where it is."""
        if listing.latitude is None or listing.longitude is None:
            return None
        north, other = radians(self.latitude), radians(listing.latitude)
        east = radians(listing.longitude - self.longitude)
        # The haversine formula.
        part = sin((other - north) / 2) ** 2
        part += cos(north) * cos(other) * sin(east / 2) ** 2
        return 2 * RADIUS * asin(sqrt(min(part, 1)))

    @property
    def is_near(self) -> Q:
        """Whether an offer is in the square of some miles around it."""
        north = NEAR / DEGREE
        east = north / cos(radians(min(abs(self.latitude), FURTHEST_NORTH)))
        return Q(
            latitude__range=(self.latitude - north, self.latitude + north),
            longitude__range=(self.longitude - east, self.longitude + east),
        )


def find_point(listings: QuerySet[OfferListing], condition: Q) -> Point | None:
    """The middle of the offers for which a condition holds, if any has coordinates."""
    found = listings.filter(condition, latitude__isnull=False).aggregate(
        north=Avg("latitude"), east=Avg("longitude")
    )
    if found["north"] is None or found["east"] is None:
        return None
    return Point(found["north"], found["east"])
