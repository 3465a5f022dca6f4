"""The pictures of Thornby Vale Academy: navy blazers and yellow ties."""

from __future__ import annotations

from canvas import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    RED,
    SKY,
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

NAVY = "#2f4468"
BLAZER = Clothes(NAVY, "#3b4048", tie=YELLOW)
SKIRT = Clothes(NAVY, "#4a4f58", skirt=True, tie=YELLOW)
BIB = Clothes(YELLOW, NAVY)
COAT = Clothes(WHITE, "#3b4048")
LANDS = (
    ((240, 110), (330, 105), (340, 160), (290, 190), (262, 160)),
    ((296, 200), (340, 205), (330, 290), (306, 300)),
    ((386, 120), (440, 105), (452, 150), (396, 156)),
    ((390, 170), (456, 170), (448, 250), (416, 270)),
    ((458, 110), (560, 112), (556, 190), (500, 200), (466, 160)),
    ((516, 240), (566, 244), (556, 286), (516, 280)),
)
"""The continents, roughly."""


def new_form() -> Canvas:
    """A new Year 7 form sitting in the hall with their tutor, seen from the stage."""
    c = indoors("#e6ddcb", "#c9a673", 330)
    for row in range(3):
        for i in range(6):
            x = 60 + i * 84 + (row % 2) * 34
            child(c, x, 330 + row * 66, 150, i + row * 3, BLAZER if (i + row) % 2 else SKIRT)
            c.box(x - 30, 296 + row * 66, 60, 40, "#8d6239", 5)
    child(c, 590, 440, 260, 6, Clothes(GREEN, INK))
    return c


def crates() -> Canvas:
    """Students carrying crates of tins along a path."""
    c = outdoors()
    tree(c, 90, 340, 1.1)
    cloud(c, 420, 80)
    c.shape([(240, 290), (330, 290), (560, 480), (60, 480)], "#dccdb2")
    for x, y, look in ((200, 440, 4), (330, 450, 3), (460, 440, 6)):
        for i in range(3):
            tin(c, x - 34 + i * 34, y - 110, (RED, BLUE, GREEN)[i], 34)
        child(c, x, y, 240, look, BLAZER, "hold")
        c.box(x - 58, y - 122, 116, 46, WOOD, 4)
        c.line([(x - 50, y - 100), (x + 50, y - 100)], "#8d6239", 3)
    return c


def goal() -> Canvas:
    """Girls in yellow bibs celebrating in front of a goal."""
    c = outdoors(horizon=270)
    c.box(120, 110, 400, 190, "#dfeaf0")
    for x in range(120, 521, 25):
        c.line([(x, 110), (x, 300)], WHITE, 1.5)
    for y in range(110, 301, 24):
        c.line([(120, y), (520, y)], WHITE, 1.5)
    for x, w, h in ((112, 10, 200), (518, 10, 200), (112, 416, 10)):
        c.box(x, 105, w if h > 10 else 416, h, WHITE)
    for i, x in enumerate((110, 250, 390, 530)):
        child(c, x, 450 - (i % 2) * 22, 230, (3, 2, 7, 9)[i], BIB, "up")
    c.oval(320, 456, 18, fill=WHITE)
    c.oval(320, 456, 6, fill=INK)
    return c


def poster() -> Canvas:
    """A poster: open evening, Thursday 1 October, 5.30 to 8pm."""
    c = Canvas(NAVY)
    c.box(36, 36, 568, 408, "#f8f3e4", 10)
    c.box(36, 36, 568, 96, YELLOW, 10)
    c.words(320, 84, "THORNBY VALE ACADEMY", 36, NAVY)
    c.words(320, 190, "Open evening", 58, NAVY)
    c.words(320, 262, "Thursday 1 October", 34, INK)
    c.words(320, 312, "5.30 to 8pm", 34, INK)
    for i, x in enumerate((120, 220, 320, 420, 520)):
        c.oval(x, 390, 26, fill=(RED, GREEN, BLUE, ORANGE, PURPLE)[i])
    c.shape([(110, 400), (120, 372), (130, 400)], WHITE)
    c.box(210, 380, 20, 20, WHITE, 3)
    c.oval(320, 390, 11, fill=WHITE)
    c.line([(410, 398), (430, 380)], WHITE, 5)
    c.box(510, 378, 20, 24, WHITE)
    return c


def beaker() -> Canvas:
    """Three students in goggles watching a beaker bubble."""
    c = indoors("#e3edf0")
    for x, look in ((110, 7), (320, 5), (530, 0)):
        child(c, x, 440, 290, look, COAT)
        c.box(x - 48, 196, 96, 24, INK, 12)
        c.oval(x - 22, 208, 14, fill="#cfe9f3")
        c.oval(x + 22, 208, 14, fill="#cfe9f3")
    table(c, 40, 370, 560, 90, "#6f7a85")
    c.box(284, 290, 72, 80, "#d3ecf2", 6)
    c.box(284, 326, 72, 44, "#8fd3c0", 6)
    for x, y, r in ((300, 312, 7), (322, 300, 9), (340, 316, 6), (314, 274, 7), (332, 258, 5)):
        c.oval(x, y, r, fill=WHITE)
    return c


def portraits() -> Canvas:
    """Two self-portraits on easels, not quite finished."""
    c = indoors("#ece6f0")
    for x, skin, hair, back in ((190, "#c98f62", INK, YELLOW), (450, "#70452c", BLUE, "#f0b8a8")):
        c.line([(x - 70, 450), (x, 90)], WOOD, 10)
        c.line([(x + 70, 450), (x, 90)], WOOD, 10)
        c.box(x - 96, 110, 192, 250, WHITE, 3)
        c.box(x - 84, 122, 168, 226, back)
        c.oval(x, 220, 62, 74, fill=hair)
        c.oval(x, 240, 48, 60, fill=skin)
        c.oval(x - 18, 230, 7, fill=INK)
        c.oval(x + 20, 226, 7, fill=INK)
        c.shape([(x - 2, 236), (x + 14, 262), (x - 8, 264)], "#9c6a48")
        c.arc(x, 266, 20, 20, 160, RED, 4)
        c.box(x - 104, 360, 208, 12, WOOD, 3)
    return c


def lectern() -> Canvas:
    """A student at a lectern speaking to a full hall."""
    c = indoors("#d9d3e4", "#b78c5c", 250)
    c.box(0, 0, 110, 330, "#8a2f3a")
    c.box(530, 0, 110, 330, "#8a2f3a")
    child(c, 320, 300, 220, 1, SKIRT)
    c.shape([(256, 200), (384, 200), (368, 320), (272, 320)], "#8d6239")
    c.line([(344, 200), (334, 160)], INK, 4)
    for row in range(2):
        for i in range(8):
            c.oval(
                50 + i * 78 + row * 30,
                400 + row * 56,
                30,
                fill=("#4b3a2f", "#2b2523", "#a8702f", "#6d4b34")[(i + row) % 4],
            )
            c.box(14 + i * 78 + row * 30, 424 + row * 56, 72, 60, NAVY, 24)
    return c


def beach() -> Canvas:
    """A group of students holding a measuring tape across a shingle beach."""
    c = Canvas(SKY)
    c.box(0, 180, 640, 90, "#6fa8c9")
    c.box(0, 262, 640, 218, "#d8c8a4")
    sun(c, 80, 80)
    for i in range(60):
        c.oval((i * 97) % 640, 290 + (i * 53) % 185, 6, 4, fill=("#b9a986", "#c9ba96", "#a89878")[i % 3])
    for x, look in ((110, 6), (320, 4), (530, 2)):
        child(c, x, 430, 230, look, Clothes((RED, GREEN, PURPLE)[x % 3], NAVY), hands=((x - 60, 330), (x + 60, 330)))
    c.line([(50, 330), (590, 330)], YELLOW, 6)
    for x in range(60, 590, 20):
        c.line([(x, 327), (x, 333)], INK, 1.5)
    return c


def sea_wall() -> Canvas:
    """Students sitting on a sea wall with clipboards."""
    c = Canvas(SKY)
    cloud(c, 480, 70)
    c.box(0, 200, 640, 100, "#6fa8c9")
    for x in range(20, 640, 80):
        c.arc(x, 240, 18, 200, 340, WHITE, 3)
    for x, look in ((180, 3), (330, 8), (480, 7)):
        child(c, x, 420, 230, look, Clothes((BLUE, ORANGE, GREEN)[x % 3], NAVY), "hold")
        c.box(x - 34, 296, 68, 48, WOOD, 3)
        c.box(x - 29, 302, 58, 38, WHITE)
    c.box(0, 372, 640, 108, "#b9b1a4")
    for i in range(12):
        c.box(10 + (i % 6) * 106 + (i // 6) * 40, 386 + (i // 6) * 48, 92, 38, "#a59c8e", 5)
    return c


def map_display() -> Canvas:
    """A corridor display with portraits and a large world map covered in pins."""
    c = indoors("#e9e2d2", "#a3a9ae", 420)
    c.box(30, 40, 580, 330, "#5b4a3c", 6)
    c.box(42, 52, 556, 306, "#f3d9a4", 2)
    c.box(220, 80, 360, 250, "#a9d0e4", 4)
    for land in LANDS:
        c.shape(list(land), "#87b06e")
    for i in range(16):
        c.oval((250 + i * 61 % 310), 118 + (i * 47) % 160, 6, fill=(RED, YELLOW, BLUE, PURPLE)[i % 4])
    for i, skin in enumerate(("#70452c", "#8a5a3a", "#5f3a25")):
        c.box(66, 74 + i * 92, 120, 82, WHITE, 3)
        c.oval(126, 140 + i * 92, 34, 16, fill=(BLUE, GREEN, RED)[i])
        c.oval(126, 108 + i * 92, 22, 26, fill=skin)
        c.pen.pieslice([104 * 2, (80 + i * 92) * 2, 148 * 2, (120 + i * 92) * 2], 180, 360, fill=INK)
    return c


def debate() -> Canvas:
    """Two students at a table with microphones, one mid-sentence."""
    c = indoors("#dbe4ea")
    child(c, 200, 440, 290, 1, BLAZER, "wave")
    child(c, 440, 440, 290, 6, SKIRT)
    c.oval(200, 224, 9, 11, fill="#8a2f3a")
    table(c, 60, 370, 520)
    for x in (250, 390):
        c.line([(x, 370), (x - 14, 330)], INK, 4)
        c.oval(x - 16, 322, 9, 13, fill=INK)
    c.box(470, 344, 60, 26, WHITE, 3)
    return c


def sums() -> Canvas:
    """A boy at a whiteboard covered in sums, arms raised."""
    c = indoors()
    c.box(40, 40, 560, 280, GREY, 6)
    c.box(50, 50, 540, 260, WHITE)
    for i, text in enumerate(("7 x 8 = 56", "9 x 6 = 54", "12 x 11 = 132", "8 x 8 = 64", "6 x 7 = 42", "312!")):
        c.words(150 + (i % 2) * 340, 90 + (i // 2) * 76, text, 28, (BLUE, RED, GREEN)[i % 3])
    child(c, 320, 460, 300, 4, BLAZER, "up")
    return c


def chess_shield() -> Canvas:
    """A student holding the chess shield in the school foyer."""
    c = indoors("#dfe6ec")
    c.box(450, 90, 150, 290, "#b8c4cf", 4)
    c.box(460, 100, 62, 270, "#e9f3f8")
    c.box(528, 100, 62, 270, "#e9f3f8")
    child(c, 260, 465, 350, 4, BLAZER, "hold")
    c.shape([(176, 280), (344, 280), (344, 370), (260, 440), (176, 370)], WOOD)
    c.shape([(190, 292), (330, 292), (330, 364), (260, 422), (190, 364)], YELLOW)
    for row in range(3):
        for col in range(4):
            c.box(220 + col * 20, 306 + row * 20, 20, 20, INK if (row + col) % 2 else WHITE)
    return c


def open_book() -> Canvas:
    """A student holding an open book in the library."""
    c = indoors("#e7dcc6")
    for shelf in range(3):
        c.box(30, 130 + shelf * 100, 580, 12, WOOD)
        for i in range(24):
            c.box(
                40 + i * 24,
                60 + shelf * 100 + (i * 7) % 14,
                18,
                70 - (i * 7) % 14,
                (RED, BLUE, GREEN, YELLOW, PURPLE, ORANGE)[(i * 5 + shelf) % 6],
            )
    child(c, 320, 465, 330, 2, SKIRT, "hold")
    c.shape([(240, 300), (320, 318), (320, 376), (240, 358)], WHITE)
    c.shape([(400, 300), (320, 318), (320, 376), (400, 358)], "#eef0f2")
    for y in (318, 330, 342):
        c.line([(254, y), (308, y + 12)], GREY, 2)
        c.line([(386, y), (332, y + 12)], GREY, 2)
    return c


def wreath() -> Canvas:
    """A wreath of poppies against the school flagpole."""
    c = outdoors("#d9e1e6", "#93b57d", 340)
    c.box(310, 0, 20, 420, WHITE)
    c.shape([(330, 40), (460, 56), (330, 130)], NAVY)
    c.box(250, 410, 140, 34, GREY, 4)
    c.oval(320, 320, 96, fill="#3d5f4a")
    c.oval(320, 320, 48, fill="#d9e1e6")
    c.box(310, 270, 20, 100, WHITE)
    for dx, dy in ((0, -72), (51, -51), (72, 0), (51, 51), (0, 72), (-51, 51), (-72, 0), (-51, -51)):
        poppy(c, 320 + dx, 320 + dy, 22)
    return c


def singers() -> Canvas:
    """Three singers on a small stage."""
    c = indoors("#4b3f63", "#8d6239", 340)
    c.shape([(120, 0), (220, 0), (300, 350), (60, 350)], "#6a5c86")
    c.shape([(420, 0), (520, 0), (600, 350), (360, 350)], "#6a5c86")
    c.box(40, 400, 560, 80, "#6f4c2e")
    for x, look, wears in ((160, 0, BLAZER), (320, 2, SKIRT), (480, 3, SKIRT)):
        child(c, x, 400, 260, look, wears, "hold")
        c.oval(x, 206, 9, 11, fill="#8a2f3a")
    return c


def bridge() -> Canvas:
    """Two boys lowering a weight onto a model bridge."""
    c = indoors("#e8e4d8")
    child(c, 120, 450, 290, 9, BLAZER, hands=((90, 330), (270, 230)))
    child(c, 520, 450, 290, 1, BLAZER, hands=((370, 230), (560, 330)))
    c.line([(270, 230), (370, 230)], INK, 5)
    c.line([(320, 230), (320, 262)], INK, 4)
    c.box(290, 262, 60, 42, GREY, 6)
    table(c, 170, 400, 300)
    c.box(190, 340, 30, 60, WOOD)
    c.box(420, 340, 30, 60, WOOD)
    for x in range(200, 440, 40):
        c.line([(x, 344), (x + 20, 312)], "#e0b24c", 5)
        c.line([(x + 20, 312), (x + 40, 344)], "#e0b24c", 5)
    c.line([(200, 344), (440, 344)], "#e0b24c", 6)
    c.line([(220, 312), (420, 312)], "#e0b24c", 6)
    return c


def slope() -> Canvas:
    """Runners with numbered bibs coming up a muddy slope."""
    c = Canvas("#d3dce2")
    cloud(c, 130, 70, 1.1, "#eef2f4")
    c.shape([(0, 470), (640, 220), (640, 480), (0, 480)], "#8b6a4c")
    c.shape([(0, 430), (640, 180), (640, 232), (0, 482)], "#93b06f")
    for i, (x, look) in enumerate(((130, 0), (290, 6), (440, 5), (570, 9))):
        y = 470 - x * 0.36
        child(c, x, y, 190, look, Clothes(YELLOW, "#5b4230"), "out", stride=True)
        c.box(x - 22, y - 108, 44, 32, WHITE, 3)
        c.words(x, y - 92, ("12", "40", "57", "63")[i], 22, INK)
    return c


SCENES = (
    new_form, crates, goal, poster, beaker, portraits, lectern, beach, sea_wall,
    map_display, debate, sums, chess_shield, open_book, wreath, singers, bridge, slope,
)  # fmt: skip
