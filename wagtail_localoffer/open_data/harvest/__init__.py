"""
Harvest: the offers of other sites, read and kept for the lists of a directory.

A source is either another installation of this package, at its open data, or a feed of
Open Referral UK 3.0. What it says is believed of its own offers alone, and only as far
as it could be true: see ``documents`` and ``conversion``.
"""

from __future__ import annotations
