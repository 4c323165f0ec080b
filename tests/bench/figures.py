"""What is measured, and how: always beside a floor, in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median_low


@dataclass(frozen=True)
class Round:
    """One measurement of both sides."""

    floor: float
    own: float

    @property
    def ratio(self) -> float:
        return self.own / self.floor


@dataclass(frozen=True)
class Limit:
    """The most that the own side may be, as the design has it."""

    times: float = 1
    plus: int = 0
    #: A figure of its own, whatever the floor is.
    most: int = 0

    def __str__(self) -> str:
        if self.most:
            return f"{self.most}"
        return f"floor + {self.plus}" if self.plus else f"{self.times:g}"

    def allows(self, figures: Round) -> bool:
        if self.most:
            return figures.own <= self.most
        return figures.own <= figures.floor * self.times + self.plus


@dataclass(frozen=True)
class Row:
    """One line of the report."""

    what: str
    figures: Round
    limit: Limit
    unit: str = ""

    def __str__(self) -> str:
        floor, own = (
            f"{_digits(value)} {self.unit}".strip()
            for value in (self.figures.floor, self.figures.own)
        )
        verdict = "ok" if self.limit.allows(self.figures) else "over"
        return (
            f"{self.what:<39}  floor {floor:>8}  own {own:>8}  "
            f"ratio {self.figures.ratio:.2f}  at most {self.limit!s:<9}  {verdict}"
        )


def _digits(value: float) -> str:
    return f"{value:.0f}" if value == int(value) or value >= 100 else f"{value:.3g}"


def interleave(
    floor: Callable[[], float], own: Callable[[], float], rounds: int
) -> Round:
    """
    Measure both sides in turns and return the round with the median ratio.

    Each round begins with the side that ended the one before, so that neither always
    comes first. What slows the machine for a while slows both sides of a round, which
    is why ratios are compared and not the times of different rounds.
    """
    results = []
    for number in range(rounds):
        if number % 2:
            own_result, floor_result = own(), floor()
        else:
            floor_result, own_result = floor(), own()
        results.append(Round(floor_result, own_result))
    middle = median_low(result.ratio for result in results)
    return next(result for result in results if result.ratio == middle)


def seconds(work: Callable[[], object]) -> float:
    """Measure how long ``work`` takes, with what it waits for."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def milliseconds(work: Callable[[], object], times: int = 1) -> float:
    """
    Measure how long this process works on it, on the average of several times.

    What other processes do meanwhile doesn't count, nor does waiting for a disk.
    """
    start = time.process_time()
    for _time in range(times):
        work()
    return (time.process_time() - start) / times * 1000
