"""A face that nobody has, drawn for whatever counts faces: in tests and in the demo trust's pictures."""

from __future__ import annotations

from PIL import ImageDraw


def draw_face(pen: ImageDraw.ImageDraw, x: float, y: float, head: float) -> None:
    """Draw a face seen from the front: what a cascade asks of one are dark eyes, a light nose, a dark mouth."""

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return x + head * left, y + head * top, x + head * right, y + head * bottom

    pen.ellipse(box(-0.5, -0.65, 0.5, 0.65), fill=(205, 170, 145))
    pen.pieslice(box(-0.52, -0.7, 0.52, 0.3), 180, 360, fill=(60, 45, 35))
    pen.ellipse(box(-0.42, -0.45, 0.42, 0.55), fill=(215, 180, 155))
    for eye in (-0.2, 0.2):
        pen.rectangle(box(eye - 0.13, -0.2, eye + 0.13, -0.15), fill=(90, 65, 50))
        pen.ellipse(box(eye - 0.11, -0.12, eye + 0.11, -0.01), fill=(110, 85, 75))
        pen.ellipse(box(eye - 0.05, -0.11, eye + 0.05, -0.01), fill=(25, 20, 20))
    left, _, right, bottom = box(-0.09, 0, 0.09, 0.14)
    pen.polygon([(x, y - head * 0.1), (left, bottom), (right, bottom)], fill=(230, 198, 175))
    pen.ellipse(box(-0.08, 0.12, 0.08, 0.16), fill=(150, 110, 95))
    pen.ellipse(box(-0.18, 0.28, 0.18, 0.36), fill=(140, 70, 70))
