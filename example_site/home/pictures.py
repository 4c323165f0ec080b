"""
The pictures of the example, drawn when it is loaded.

They are part of this repository, under its licence, and show no real place.
"""

from __future__ import annotations

from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

#: Drawn larger, so that edges are smooth when it is made smaller.
SMOOTH = 2

WIDTH, HEIGHT = 1200, 800

BERRY, LEAF, DARK_LEAF = "#7b1e3a", "#5f8f3e", "#3f6a2a"

STONE, ROOF, GLASS, DOOR = "#d9c7a3", "#6b4a3a", "#cfe4ee", "#2f5d50"


def draw_school() -> ContentFile[bytes]:
    """A village school below hills, with a hawthorn in flower beside its gate."""
    picture = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), "#bfdcec")
    draw = ImageDraw.Draw(picture)

    def box(left: int, top: int, right: int, bottom: int, colour: str) -> None:
        draw.rectangle([each * SMOOTH for each in (left, top, right, bottom)], colour)

    def shape(points: list[tuple[int, int]], colour: str) -> None:
        draw.polygon([(x * SMOOTH, y * SMOOTH) for x, y in points], colour)

    def circle(x: float, y: float, radius: float, colour: str) -> None:
        edges = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse([each * SMOOTH for each in edges], colour)

    for row in range(0, 420, 4):
        light = 191 + row * 52 // 420
        box(0, row, WIDTH, row + 4, f"#{light:02x}{min(255, light + 26):02x}f4")
    circle(980, 130, 60, "#fff3c4")
    shape([(0, 420), (260, 290), (560, 410), (800, 300), (1200, 420), (0, 800)], LEAF)
    shape([(0, 470), (420, 380), (1200, 470), (1200, 800), (0, 800)], "#7fae52")
    # The hall with its gable, and a wing of classrooms on one level.
    box(360, 330, 620, 600, STONE)
    shape([(335, 335), (490, 190), (645, 335)], ROOF)
    box(620, 400, 1010, 600, "#e4d5b5")
    shape([(600, 405), (640, 330), (990, 330), (1030, 405)], ROOF)
    box(478, 205, 502, 235, "#f4efe2")
    circle(490, 285, 26, "#f4efe2")
    circle(490, 285, 20, GLASS)
    for left in (390, 545):
        box(left - 4, 376, left + 49, 484, "#f4efe2")
        box(left, 380, left + 45, 480, GLASS)
    for left in range(660, 1000, 88):
        box(left - 4, 446, left + 64, 534, "#f4efe2")
        box(left, 450, left + 60, 530, GLASS)
        box(left + 28, 450, left + 32, 530, "#f4efe2")
    box(448, 470, 532, 600, "#f4efe2")
    box(454, 476, 526, 600, DOOR)
    # A path without a step, and a ramp's rail.
    shape([(440, 600), (540, 600), (760, 800), (300, 800)], "#e9dfc8")
    shape([(540, 600), (660, 600), (700, 620), (560, 620)], "#cfc3a6")
    box(545, 565, 660, 570, BERRY)
    for post in (545, 600, 655):
        box(post, 565, post + 5, 605, BERRY)
    # The hawthorn: always the same leaves and blossoms.
    chance = Random(7)  # noqa: S311 - it only places leaves
    shape([(150, 690), (185, 690), (178, 480), (160, 480)], "#5a4030")
    for _leaf in range(150):
        x, y = chance.gauss(168, 62), chance.gauss(440, 52)
        circle(x, y, chance.uniform(12, 24), chance.choice((DARK_LEAF, LEAF)))
    for _blossom in range(110):
        x, y = chance.gauss(168, 60), chance.gauss(435, 50)
        circle(x, y, chance.uniform(3, 6), chance.choice(("#fff", "#fbe3ea", BERRY)))
    for left in range(0, 300, 34):
        box(left, 660, left + 14, 740, "#f4efe2")
    box(0, 676, 300, 686, "#f4efe2")
    box(0, 716, 300, 726, "#f4efe2")
    return _save(picture, (WIDTH, HEIGHT), "school.jpg")


def draw_logo() -> ContentFile[bytes]:
    """A twig of hawthorn with three berries."""
    size = 240
    picture = Image.new("RGB", (size * SMOOTH, size * SMOOTH), "#fff")
    draw = ImageDraw.Draw(picture)

    def circle(x: int, y: int, radius: int, colour: str) -> None:
        edges = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse([each * SMOOTH for each in edges], colour)

    def line(points: list[tuple[int, int]], width: int) -> None:
        scaled = [(x * SMOOTH, y * SMOOTH) for x, y in points]
        draw.line(scaled, "#5a4030", width * SMOOTH, joint="curve")

    line([(40, 210), (110, 130), (190, 60)], 10)
    line([(110, 130), (150, 160)], 8)
    line([(140, 105), (120, 70)], 8)
    for x, y, colour in ((72, 110, LEAF), (98, 72, DARK_LEAF), (168, 176, LEAF)):
        circle(x, y, 30, colour)
        circle(x + 16, y - 14, 20, colour)
    for x, y in ((196, 58), (150, 164), (120, 62)):
        circle(x, y, 26, BERRY)
        circle(x - 8, y - 8, 6, "#d98aa1")
    return _save(picture, (size, size), "logo.png")


def _save(picture: Image.Image, size: tuple[int, int], name: str) -> ContentFile[bytes]:
    file = BytesIO()
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    kind = "JPEG" if name.endswith(".jpg") else "PNG"
    picture.save(file, kind, quality=82, optimize=True)
    return ContentFile(file.getvalue(), name)
