"""Colours as people write them, and whether words can be read in them (WCAG 2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

#: What the contrast of text, and of what isn't text, is at least.
TEXT, SHAPE = 4.5, 3.0

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

#: In so many steps a colour becomes black or white.
STEPS = 100


@dataclass(frozen=True)
class Colour:
    """A colour as red, green and blue, each from 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read ``#6b1d2a``, with or without its mark, or the short ``#fff``."""
        found = _HEX.fullmatch(text.strip())
        if not found:
            return None
        digits = found[1]
        if len(digits) == 3:
            digits = "".join(2 * each for each in digits)
        return cls(*(int(digits[place : place + 2], 16) for place in (0, 2, 4)))

    @property
    def luminance(self) -> float:
        parts = (self.red / 255, self.green / 255, self.blue / 255)
        red, green, blue = (
            each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
            for each in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, other: Colour) -> float:
        """From 1, for the same colour, to 21, for black on white."""
        lighter, darker = sorted((self.luminance, other.luminance), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)

    def adapt(self, background: Colour, least: float) -> Colour:
        """The colour like it that has enough contrast with ``background``."""
        end = BLACK if background.luminance > 0.18 else WHITE
        for step in range(STEPS):
            adapted = self._mix(end, step / STEPS)
            if adapted.contrast(background) >= least:
                return adapted
        return end

    def _mix(self, other: Colour, share: float) -> Colour:
        def mix(one: int, another: int) -> int:
            return round(one + (another - one) * share)

        return Colour(
            mix(self.red, other.red),
            mix(self.green, other.green),
            mix(self.blue, other.blue),
        )


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
