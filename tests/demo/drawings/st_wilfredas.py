"""The pictures of St Wilfreda's Catholic Primary School: red jumpers, and a church next door."""

from __future__ import annotations

import math

from canvas import (
    BLUE,
    FLOOR,
    GRASS,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    RED,
    WHITE,
    WOOD,
    YELLOW,
    Canvas,
    cloud,
    indoors,
    leaf,
    outdoors,
    poppy,
    sun,
    table,
    tin,
    tree,
)
from people import Clothes, child

JUMPER = Clothes(RED)
SKIRT = Clothes(RED, "#6d7480", skirt=True)
KIT = Clothes(BLUE, WHITE)


def gate() -> Canvas:
    """The school gate with a welcome back banner tied to the railings."""
    c = outdoors()
    sun(c)
    cloud(c, 150, 80)
    c.box(120, 130, 400, 170, "#c98d6b")
    c.shape([(100, 132), (320, 50), (540, 132)], "#8a5648")
    for x in (160, 240, 370, 450):
        c.box(x, 170, 42, 54, "#e6f2f8", 3)
    c.box(294, 215, 54, 85, "#6a4a3a", 4)
    c.box(0, 380, 640, 100, GREY)
    for x in range(10, 640, 30):
        c.box(x, 262, 8, 130, INK, 4)
    for y in (276, 372):
        c.box(0, y, 640, 7, INK)
    c.box(170, 288, 300, 62, WHITE, 6)
    c.words(320, 319, "WELCOME BACK", 30, RED)
    return c


def tower() -> Canvas:
    """Three children in red jumpers building a tower of wooden blocks."""
    c = indoors()
    c.box(60, 60, 150, 110, WHITE, 6)
    c.words(135, 115, "Aa Bb Cc", 24, BLUE)
    c.oval(320, 430, 230, 30, fill="#a9c6d8")
    child(c, 180, 440, 210, 1, JUMPER, "right")
    child(c, 470, 440, 210, 3, SKIRT, "left")
    for row, fill in enumerate((ORANGE, YELLOW, GREEN, BLUE, PURPLE)):
        c.box(290 + (row % 2) * 8, 400 - row * 34, 60, 32, fill, 4)
    child(c, 565, 450, 200, 0, JUMPER, "up")
    return c


def harvest() -> Canvas:
    """Tins and vegetables heaped on the altar steps."""
    c = indoors("#ece3d4", "#b9a58a", 420)
    c.shape([(270, 190), (270, 90), (320, 30), (370, 90), (370, 190)], "#7fb2d6")
    c.line([(320, 40), (320, 190)], WHITE, 4)
    c.line([(272, 110), (368, 110)], WHITE, 4)
    c.box(220, 200, 200, 70, WHITE, 4)
    for step, w in enumerate((340, 440, 560)):
        c.box(320 - w / 2, 270 + step * 50, w, 50, ("#d8cbb4", "#cbbda4", "#beae92")[step])
    for i, x in enumerate(range(190, 470, 38)):
        tin(c, x, 270 + 50 * (i % 2), (RED, BLUE, GREEN, ORANGE)[i % 4])
    c.oval(150, 352, 46, 26, fill=GREEN)
    c.oval(150, 346, 40, 12, fill="#6fae7a")
    for x, fill in ((270, ORANGE), (310, ORANGE), (420, PURPLE), (470, YELLOW), (505, RED)):
        c.oval(x, 350, 22, fill=fill)
        c.line([(x, 330), (x + 4, 320)], GREEN, 4)
    c.box(540, 320, 50, 70, YELLOW, 4)
    return c


def apples() -> Canvas:
    """A girl holding a basket of apples from the school garden."""
    c = outdoors()
    tree(c, 130, 400, 1.5)
    for x, y in ((90, 200), (150, 170), (170, 250), (60, 250), (120, 140)):
        c.oval(x, y, 12, fill=RED)
    cloud(c, 480, 90, 0.9)
    child(c, 380, 440, 280, 3, SKIRT, "hold")
    c.shape([(310, 308), (450, 308), (430, 372), (330, 372)], WOOD)
    for x in (330, 356, 384, 410, 432):
        c.oval(x, 304, 16, fill=RED if x % 4 else "#8fb94e")
    for x in (325, 350, 375, 400, 425):
        c.line([(x, 316), (x, 366)], "#8d6239", 2)
    return c


def shields() -> Canvas:
    """Year 4 pupils holding round painted shields in the playground."""
    c = outdoors(grass="#b9bec4")
    cloud(c, 130, 80)
    for i, (x, look) in enumerate(((130, 0), (320, 6), (510, 7))):
        child(c, x, 440, 250, look, JUMPER, "hold")
        c.oval(x, 330, 68, fill=(BLUE, YELLOW, GREEN)[i])
        c.oval(x, 330, 56, fill=(YELLOW, RED, WHITE)[i])
        for a in range(0, 360, 60):
            c.line([(x, 330), (x + 54 * math.cos(math.radians(a)), 330 + 54 * math.sin(math.radians(a)))], INK, 3)
        c.oval(x, 330, 16, fill=GREY)
    return c


def football() -> Canvas:
    """A football team in blue kit with arms round each other."""
    c = outdoors(horizon=250)
    c.box(60, 120, 520, 8, WHITE)
    c.box(60, 120, 8, 170, WHITE)
    c.box(572, 120, 8, 170, WHITE)
    for i, x in enumerate(range(110, 560, 84)):
        child(c, x, 430, 210, (1, 8, 0, 4, 9, 7)[i], KIT, hands=((x - 62, 312), (x + 62, 312)))
    c.oval(320, 448, 20, fill=WHITE)
    c.oval(320, 448, 7, fill=INK)
    return c


def badges() -> Canvas:
    """Three pupils showing new enamel badges on their jumpers."""
    c = indoors("#dfeaf0")
    for x, look, wears in ((140, 6, SKIRT), (320, 5, SKIRT), (500, 0, JUMPER)):
        child(c, x, 455, 330, look, wears, hands=((x - 74, 345), (x + 30, 290)))
        c.oval(x + 28, 268, 13, fill=YELLOW)
        c.oval(x + 28, 268, 7, fill=BLUE)
    return c


def volcano() -> Canvas:
    """A pupil in goggles beside a painted model volcano, red foam running down it."""
    c = indoors()
    child(c, 170, 430, 290, 2, SKIRT, "right")
    c.box(120, 190, 100, 28, INK, 12)
    c.oval(146, 204, 15, fill="#d5ecf5")
    c.oval(194, 204, 15, fill="#d5ecf5")
    table(c, 270, 380, 330)
    c.shape([(320, 382), (420, 220), (470, 220), (570, 382)], "#7a5a44")
    c.shape(
        [(412, 232), (420, 218), (470, 218), (480, 236), (500, 320), (470, 300), (452, 350), (430, 290), (398, 330)],
        RED,
    )
    for x, y, r in ((430, 205, 18), (455, 195, 22), (475, 210, 14), (444, 176, 12)):
        c.oval(x, y, r, fill="#e0655b")
    c.oval(548, 372, 12, 9, fill=WHITE)
    c.oval(558, 366, 5, fill=INK)
    return c


def museum() -> Canvas:
    """Children in cardboard helmets looking into a glass case."""
    c = indoors("#d9d2c5", "#a58e74")
    c.box(190, 180, 260, 130, "#e4f1f5", 4)
    c.box(190, 310, 260, 110, "#6a5a4b")
    c.shape([(250, 300), (262, 240), (300, 240), (312, 300)], ORANGE)
    c.oval(281, 236, 22, 8, fill="#c2702a")
    c.box(350, 250, 66, 50, "#b06a4a", 4)
    for dx, dy in ((0, 8), (-10, -4), (0, -9), (10, -4)):
        c.oval(383 + dx, 276 + dy, 6, fill="#7d4530")
    for x, look in ((110, 0), (530, 4)):
        child(c, x, 450, 250, look, JUMPER, "right" if x < 300 else "left")
        c.pen.pieslice([(x - 46) * 2, 190 * 2, (x + 46) * 2, 282 * 2], 180, 360, fill="#c9a15f")
        c.box(x - 8, 170, 16, 30, RED, 6)
    return c


def sashes() -> Canvas:
    """Three children wearing yellow sashes on the church steps."""
    c = outdoors()
    c.box(60, 40, 520, 300, "#cbbfae")
    c.shape([(250, 340), (250, 180), (320, 100), (390, 180), (390, 340)], "#6b4a34")
    c.line([(320, 110), (320, 340)], "#4f3525", 4)
    for step in range(3):
        c.box(60 - step * 20, 340 + step * 36, 520 + step * 40, 36, ("#ded6c8", "#d0c6b6", "#c2b7a4")[step])
    for x, look, wears in ((150, 0, JUMPER), (320, 7, SKIRT), (490, 6, JUMPER)):
        child(c, x, 440, 240, look, wears)
        c.line([(x - 32, 284), (x + 32, 360)], YELLOW, 14)
    return c


def poppies() -> Canvas:
    """Handmade paper poppies covering a display board."""
    c = Canvas("#e9e3d6")
    c.box(50, 40, 540, 380, WOOD, 8)
    c.box(66, 56, 508, 348, "#3d5f4a", 4)
    for row in range(5):
        for col in range(8):
            poppy(c, 100 + col * 63 + (row % 2) * 14, 100 + row * 66, 20 + (row * col) % 4)
    return c


def phonics() -> Canvas:
    """Two children holding sound cards."""
    c = indoors("#e8f0e2")
    for x, look, wears, sound in ((200, 4, JUMPER, "sh"), (440, 1, SKIRT, "m")):
        child(c, x, 450, 300, look, wears, "hold")
        c.box(x - 62, 300, 124, 90, WHITE, 8)
        c.words(x, 343, sound, 54, INK)
    return c


def certificate() -> Canvas:
    """A pupil holding a framed certificate."""
    c = indoors("#dfeaf0")
    child(c, 320, 470, 360, 2, SKIRT, "hold")
    c.box(220, 290, 200, 140, YELLOW, 4)
    c.box(232, 302, 176, 116, WHITE)
    for y, w in ((326, 110), (350, 140), (366, 120)):
        c.box(320 - w / 2, y, w, 6, GREY, 3)
    c.oval(320, 396, 14, fill=RED)
    return c


def forest() -> Canvas:
    """A child in waterproofs holding a magnifying glass over a log."""
    c = outdoors("#cfe0d2", "#86a86c")
    tree(c, 90, 340, 1.3, "#5f8f55")
    tree(c, 560, 330, 1.2, "#7aa05a")
    child(c, 230, 430, 250, 0, Clothes(YELLOW, YELLOW), hands=((175, 345), (330, 330)))
    c.pen.pieslice([182 * 2, 172 * 2, 278 * 2, 268 * 2], 180, 360, fill=YELLOW)
    c.box(310, 390, 250, 56, "#8d6239", 26)
    c.oval(552, 418, 18, 28, fill="#d3ab7a")
    c.oval(552, 418, 9, 16, fill="#b98d5b")
    c.line([(334, 332), (356, 354)], INK, 7)
    c.oval(378, 372, 30, fill=INK)
    c.oval(378, 372, 24, fill="#dcf0f6")
    c.line([(368, 378), (376, 370), (386, 376)], "#d77f8f", 6)
    for i in range(9):
        leaf(c, 50 + i * 68, 456 - (i % 3) * 10, 1.5, (ORANGE, YELLOW, RED)[i % 3])
    return c


def dinner() -> Canvas:
    """A school dinner tray with fish, chips and peas."""
    c = Canvas(FLOOR)
    c.box(70, 70, 500, 340, BLUE, 26)
    c.box(90, 90, 280, 300, WHITE, 24)
    c.oval(190, 190, 80, 34, fill="#d99a45")
    c.shape([(258, 190), (308, 160), (308, 222)], "#d99a45")
    for i in range(9):
        c.box(120 + i * 24, 260 + (i % 3) * 12, 12, 70, YELLOW, 4)
    for i in range(22):
        c.oval(320 - (i % 5) * 15, 300 + (i // 5) * 16, 8, fill=GREEN)
    c.box(390, 90, 160, 140, WHITE, 20)
    c.oval(470, 160, 54, 40, fill="#e7c37e")
    c.box(400, 260, 130, 110, "#cfe3ef", 18)
    c.oval(465, 315, 38, fill=WHITE)
    c.oval(465, 315, 28, fill="#bfe0f2")
    return c


def runners() -> Canvas:
    """Two runners with muddy legs holding number cards."""
    c = outdoors("#d3dce2", "#8fae74", 260)
    cloud(c, 140, 80, 1.1, "#eef2f4")
    c.oval(320, 440, 260, 36, fill="#8b6a4c")
    for x, look, number in ((210, 6, "31"), (430, 3, "84")):
        child(c, x, 440, 290, look, Clothes(RED, "#7a5a3e"), "hold")
        c.box(x - 44, 300, 88, 62, WHITE, 4)
        c.words(x, 331, number, 40, INK)
    for x, y in ((190, 400), (232, 412), (420, 396), (452, 410)):
        c.oval(x, y, 6, fill="#5b4230")
    return c


def choir() -> Canvas:
    """A choir in two rows beside a piano."""
    c = indoors("#efe3e6")
    for i in range(5):
        child(c, 90 + i * 82, 400, 210, i + 2, JUMPER if i % 2 else SKIRT)
    for i in range(5):
        child(c, 60 + i * 82, 455, 210, i, SKIRT if i % 2 else JUMPER, "hold")
    c.box(470, 260, 150, 190, "#6a4a34", 8)
    c.box(456, 330, 170, 26, WHITE)
    for x in range(462, 620, 18):
        c.box(x, 330, 8, 15, INK)
    return c


def cakes() -> Canvas:
    """A long table of cakes with paper flags."""
    c = indoors()
    for i in range(9):
        x = 40 + i * 70
        c.shape([(x, 60), (x + 50, 60), (x + 25, 104)], (RED, YELLOW, BLUE, GREEN)[i % 4])
    c.line([(0, 60), (640, 60)], INK, 2)
    c.box(30, 300, 580, 130, WHITE, 6)
    c.box(30, 300, 580, 20, "#e7edf2", 6)
    for i, x in enumerate((100, 210, 320, 430, 540)):
        c.box(x - 42, 240, 84, 58, ("#c98f62", "#f0d9a0", "#7a4b34", "#eab4bf", "#e9c46a")[i], 8)
        c.box(x - 42, 236, 84, 18, (WHITE, RED, "#f6ead2", WHITE, "#8fb94e")[i], 8)
        c.line([(x, 238), (x, 196)], WOOD, 3)
        c.shape([(x, 196), (x + 30, 206), (x, 216)], (GREEN, BLUE, ORANGE, PURPLE, RED)[i])
    c.box(0, 470, 640, 10, GRASS)
    return c


SCENES = (
    gate, tower, harvest, apples, shields, football, badges, volcano, museum,
    sashes, poppies, phonics, certificate, forest, dinner, runners, choir, cakes,
)  # fmt: skip
