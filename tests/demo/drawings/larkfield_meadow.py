"""The pictures of Larkfield Meadow Infant School: bottle-green sweatshirts, and small people."""

from __future__ import annotations

from canvas import (
    BLUE,
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
    outdoors,
    poppy,
    sun,
    table,
    tin,
    tree,
)
from people import Clothes, child

BOTTLE = "#2f6b4f"
SWEAT = Clothes(BOTTLE)
SKIRT = Clothes(BOTTLE, "#7c838c", skirt=True)


def pegs() -> Canvas:
    """A row of empty coat pegs with animal pictures above them."""
    c = indoors("#f3ead8")
    c.box(40, 230, 560, 40, WOOD, 8)
    for i, x in enumerate(range(90, 600, 92)):
        c.box(x - 36, 110, 72, 84, WHITE, 10)
        fill = (ORANGE, GREY, "#a9764d", "#e7c37e", PURPLE, GREEN)[i]
        c.oval(x, 156, 22, fill=fill)
        for side in (-1, 1):
            c.oval(x + side * 17, 136, 9, fill=fill)
            c.oval(x + side * 8, 152, 3.4, fill=INK)
        c.oval(x, 163, 5, 4, fill=INK)
        c.line([(x, 250), (x, 276), (x + 12, 284)], INK, 6)
    c.box(40, 400, 560, 20, WOOD, 6)
    return c


def first_day() -> Canvas:
    """Children in bottle-green sweatshirts walking through the school gate."""
    c = outdoors()
    sun(c)
    c.shape([(200, 290), (440, 290), (600, 480), (40, 480)], "#d9cfbb")
    for x in (150, 470):
        c.box(x, 130, 24, 200, "#a5654b")
        c.oval(x + 12, 126, 18, fill="#a5654b")
    c.arc(322, 150, 160, 180, 360, INK, 8)
    c.words(322, 96, "Larkfield Meadow", 24, BOTTLE)
    for x, look, wears in ((210, 4, SWEAT), (325, 3, SKIRT), (440, 6, SKIRT)):
        child(c, x, 440, 200, look, wears, "wave")
    return c


def fire_engine() -> Canvas:
    """A fire engine on the playground with children in front."""
    c = outdoors(grass="#b9bec4", horizon=300)
    cloud(c, 130, 70)
    c.box(90, 150, 460, 190, RED, 16)
    c.box(90, 240, 460, 18, YELLOW)
    c.box(430, 170, 100, 64, "#d5ecf5", 8)
    c.box(110, 136, 300, 14, GREY, 4)
    for x in range(120, 410, 26):
        c.line([(x, 118), (x, 138)], GREY, 4)
    c.box(110, 112, 300, 8, GREY, 4)
    c.box(460, 130, 50, 20, BLUE, 8)
    for x in (180, 460):
        c.oval(x, 340, 40, fill=INK)
        c.oval(x, 340, 17, fill=GREY)
    for x, look, wears in ((130, 3, SWEAT), (310, 6, SKIRT), (520, 1, SWEAT)):
        child(c, x, 456, 180, look, wears, "up")
    return c


def mud_kitchen() -> Canvas:
    """Reception children stirring mud in saucepans under a tree."""
    c = outdoors("#d5e6dc", "#8cab6b")
    tree(c, 320, 300, 2.0)
    for x, look, wears in ((130, 0, SWEAT), (320, 4, SWEAT), (510, 6, SKIRT)):
        child(c, x, 440, 200, look, wears, hands=((x - 40, 370), (x + 16, 344)))
        c.line([(x + 16, 344), (x + 6, 380)], WOOD, 6)
        c.box(x - 40, 376, 84, 40, GREY, 8)
        c.box(x + 40, 384, 40, 9, INK, 4)
        c.oval(x + 2, 378, 40, 10, fill="#6b4a34")
    return c


def crane() -> Canvas:
    """A child holding a white paper crane."""
    c = indoors("#b9d0de")
    child(c, 320, 470, 350, 9, SKIRT, "hold")
    c.shape([(232, 330), (300, 306), (404, 312), (330, 372)], WHITE)
    c.shape([(286, 318), (262, 238), (356, 314)], "#dde6ec")
    c.shape([(312, 318), (372, 232), (384, 316)], "#eef3f6")
    c.shape([(232, 330), (196, 262), (168, 262), (262, 344)], "#e8eef2")
    c.shape([(388, 312), (462, 268), (400, 336)], "#dde6ec")
    return c


def dough() -> Canvas:
    """Children in aprons looking into a bowl."""
    c = indoors()
    for x, look in ((130, 7), (320, 6), (510, 0)):
        child(c, x, 450, 280, look, SKIRT)
        c.box(x - 32, 290, 64, 100, (RED, YELLOW, BLUE)[x % 3], 8)
    table(c, 40, 390, 560)
    c.box(250, 340, 140, 54, "#dfe7ec", 26)
    c.oval(320, 340, 70, 18, fill="#f4e3bf")
    c.oval(316, 330, 46, 20, fill="#f9edd0")
    for x in (120, 180, 470, 520):
        c.oval(x, 388, 22, 6, fill=WHITE)
    return c


def bandages() -> Canvas:
    """Children rolling crepe bandages at tables."""
    c = indoors("#e9e4ee")
    c.box(250, 50, 140, 130, WHITE, 6)
    c.oval(320, 140, 44, 18, fill="#b98a3c")
    c.line([(356, 136), (374, 122)], "#b98a3c", 8)
    c.arc(274, 134, 14, 90, 300, "#b98a3c", 5)
    c.shape([(362, 122), (376, 78), (388, 122)], ORANGE)
    c.oval(375, 114, 7, fill=YELLOW)
    for x, look, wears in ((120, 4, SWEAT), (320, 1, SWEAT), (520, 9, SKIRT)):
        child(c, x, 450, 260, look, wears, hands=((x - 36, 366), (x + 36, 366)))
    table(c, 30, 384, 580)
    for x in (120, 320, 520):
        c.box(x - 70, 374, 70, 14, "#f3e7d2", 4)
        c.oval(x + 4, 372, 18, fill="#e6d6b8")
        c.oval(x + 4, 372, 6, fill="#c9b48e")
    return c


def masks() -> Canvas:
    """Three children in fox and hen masks."""
    c = indoors("#e8f0e2", "#d9c27e")
    for x, look, wears, fox in ((140, 2, SKIRT, False), (320, 0, SWEAT, True), (500, 9, SKIRT, False)):
        child(c, x, 450, 280, look, wears, "out" if fox else "down")
        y = 226
        if fox:
            c.shape([(x - 52, y - 44), (x + 52, y - 44), (x, y + 44)], ORANGE)
            c.shape([(x - 52, y - 40), (x - 44, y - 82), (x - 14, y - 44)], ORANGE)
            c.shape([(x + 52, y - 40), (x + 44, y - 82), (x + 14, y - 44)], ORANGE)
            c.oval(x, y + 36, 8, fill=INK)
        else:
            c.oval(x, y - 4, 46, 40, fill=WHITE)
            for dx in (-14, 0, 14):
                c.oval(x + dx, y - 46, 11, fill=RED)
            c.shape([(x - 14, y + 4), (x + 14, y + 4), (x, y + 28)], YELLOW)
        for side in (-1, 1):
            c.oval(x + side * 18, y - 16, 7, fill=INK)
    return c


def four_portraits() -> Canvas:
    """Four framed portraits painted by children on a corridor wall."""
    c = indoors("#e4ecf1", "#c3b091", 430)
    for i, x in enumerate((30, 182, 334, 486)):
        c.box(x, 100, 124, 220, YELLOW, 4)
        c.box(x + 10, 110, 104, 200, (BLUE, "#f0b8a8", GREEN, "#d8c8ea")[i])
        c.oval(x + 62, 282, 44, 28, fill=(WHITE, RED, ORANGE, INK)[i])
        c.oval(x + 62, 196, 40, 46, fill=INK)
        c.oval(x + 62, 212, 32, 42, fill=("#8a5a3a", "#6b4128", "#70452c", "#7d4f33")[i])
        for side in (-1, 1):
            c.oval(x + 62 + side * 12, 206, 5, fill=INK)
        c.arc(x + 62, 222, 14, 20, 160, RED, 4)
    return c


def handwriting() -> Canvas:
    """A boy holding up a page of neat handwriting and smiling."""
    c = indoors()
    child(c, 320, 475, 360, 1, SWEAT, "hold")
    c.box(238, 280, 164, 170, WHITE, 3)
    for y in range(304, 440, 20):
        c.line([(254, y), (386 - (y * 7) % 40, y)], BLUE, 2.4)
    return c


def bell() -> Canvas:
    """A child ringing a brass bell next to a bookshelf."""
    c = indoors("#f0e6d4")
    for shelf in range(3):
        c.box(360, 150 + shelf * 100, 240, 12, WOOD)
        for i in range(10):
            c.box(
                368 + i * 23,
                90 + shelf * 100 + (i * 5) % 12,
                18,
                60 - (i * 5) % 12,
                (RED, BLUE, GREEN, YELLOW, PURPLE)[(i + shelf) % 5],
            )
    (_, hand) = child(c, 190, 450, 280, 7, SWEAT, "wave")
    c.line([hand, (hand[0], hand[1] - 30)], WOOD, 9)
    x, y = hand[0], hand[1] - 30
    c.shape([(x - 18, y), (x + 18, y), (x + 40, y - 62), (x - 40, y - 62)], "#d9a93b")
    c.oval(x, y - 68, 11, fill="#a87d22")
    c.arc(x + 20, y - 40, 60, 300, 360, GREY, 4)
    c.arc(x - 20, y - 40, 60, 180, 240, GREY, 4)
    return c


def path_of_poppies() -> Canvas:
    """Paper poppies laid along a garden path."""
    c = outdoors(horizon=170)
    tree(c, 100, 200, 0.9)
    tree(c, 560, 190, 0.8)
    c.shape([(290, 170), (350, 170), (520, 480), (120, 480)], "#dccdb2")
    for i in range(7):
        y = 200 + i * 42
        half = 22 + (y - 170) * 0.62
        for side in (-1, 1):
            poppy(c, 320 + side * half, y, 8 + i * 2.4)
    return c


def stage() -> Canvas:
    """Tins, marrows and cereal boxes piled on a stage."""
    c = indoors("#7b3f4a", "#a9764d", 350)
    c.box(0, 0, 90, 360, "#a34a57")
    c.box(550, 0, 90, 360, "#a34a57")
    for i, x in enumerate(range(150, 520, 40)):
        tin(c, x, 350, (RED, BLUE, GREEN, YELLOW)[i % 4], 46)
    for i, x in enumerate(range(190, 480, 40)):
        tin(c, x, 304, (ORANGE, GREEN, PURPLE, RED)[i % 4], 46)
    for x, fill in ((250, YELLOW), (330, ORANGE), (390, BLUE)):
        c.box(x - 30, 168, 60, 90, fill, 3)
        c.oval(x, 210, 18, fill=WHITE)
    for x, y, w in ((150, 390, 60), (290, 400, 74), (460, 392, 64)):
        c.oval(x, y, w, 24, fill=GREEN)
        c.line([(x - w + 14, y - 4), (x + w - 14, y - 4)], "#8fbf7f", 4)
    return c


def conker() -> Canvas:
    """A girl holding a conker as big as her hand."""
    c = outdoors("#e6dcc0", "#a7b06c")
    tree(c, 540, 330, 1.4, ORANGE)
    tree(c, 80, 310, 1.0, YELLOW)
    child(c, 300, 460, 320, 2, SKIRT, hands=((226, 352), (372, 300)))
    c.oval(384, 282, 24, fill="#7a3f22")
    c.oval(378, 274, 7, fill="#a8623c")
    c.oval(390, 300, 12, 6, fill="#d9b98c")
    return c


def pond() -> Canvas:
    """Children kneeling with nets beside a pond."""
    c = outdoors()
    cloud(c, 500, 80)
    c.oval(320, 420, 260, 70, fill="#6fa8c9")
    for x in (150, 460, 520):
        c.oval(x, 430, 26, 9, fill=GREEN)
    for i, (x, look, wears) in enumerate(((130, 9, SWEAT), (320, 0, SWEAT), (520, 5, SKIRT))):
        child(c, x, 372, 190, look, wears, hands=((x - 30, 306), (x + 30, 306)))
        c.line([(x, 300), (x + (40, 10, -50)[i], 400)], WOOD, 6)
        c.oval(x + (44, 12, -54)[i], 410, 22, 12, fill=WHITE)
    return c


def bike() -> Canvas:
    """A boy on a small red bike with both feet on the pedals."""
    c = outdoors(grass="#b9bec4")
    sun(c, 90, 80)
    child(c, 320, 400, 230, 4, SWEAT, hands=((280, 290), (412, 296)))
    for x in (240, 430):
        c.oval(x, 400, 52, fill=INK)
        c.oval(x, 400, 42, fill="#b9bec4")
        c.oval(x, 400, 6, fill=INK)
    c.line([(240, 400), (290, 330), (400, 330), (430, 400)], RED, 9)
    c.line([(290, 330), (330, 400), (400, 330)], RED, 9)
    c.line([(400, 330), (412, 294)], RED, 8)
    c.pen.pieslice([276 * 2, 168 * 2, 364 * 2, 256 * 2], 180, 360, fill=BLUE)
    return c


def certificates() -> Canvas:
    """Three children holding certificates."""
    c = indoors("#f3e7d6")
    for x in range(30, 640, 60):
        c.shape(
            [
                (x, 40),
                (x + 10, 62),
                (x + 34, 62),
                (x + 15, 78),
                (x + 22, 102),
                (x, 88),
                (x - 22, 102),
                (x - 15, 78),
                (x - 34, 62),
                (x - 10, 62),
            ],
            YELLOW,
        )
    for x, look, wears in ((130, 6, SKIRT), (320, 8, SWEAT), (510, 7, SKIRT)):
        child(c, x, 455, 280, look, wears, "hold")
        c.box(x - 54, 310, 108, 76, WHITE, 3)
        c.box(x - 34, 328, 68, 6, GREY, 3)
        c.box(x - 26, 344, 52, 6, GREY, 3)
        c.oval(x, 366, 9, fill=RED)
    return c


def beanbag() -> Canvas:
    """Two children on a beanbag looking at a picture book."""
    c = indoors("#e2ecf2")
    c.box(60, 80, 120, 160, WOOD, 4)
    for i in range(4):
        c.box(72 + i * 26, 96, 20, 60, (RED, GREEN, YELLOW, BLUE)[i])
        c.box(72 + i * 26, 168, 20, 60, (BLUE, PURPLE, ORANGE, GREEN)[i])
    c.oval(330, 420, 210, 60, fill=PURPLE)
    c.oval(330, 370, 170, 70, fill=PURPLE)
    child(c, 260, 440, 240, 2, SKIRT, "right")
    child(c, 400, 440, 230, 1, SWEAT, "left")
    c.shape([(250, 320), (330, 336), (330, 396), (250, 380)], YELLOW)
    c.shape([(410, 320), (330, 336), (330, 396), (410, 380)], "#8fd0e8")
    c.oval(290, 356, 14, fill=ORANGE)
    c.oval(370, 356, 14, fill=GREEN)
    return c


SCENES = (
    pegs, first_day, fire_engine, mud_kitchen, crane, dough, bandages, masks, four_portraits,
    handwriting, bell, path_of_poppies, stage, conker, pond, bike, certificates, beanbag,
)  # fmt: skip
