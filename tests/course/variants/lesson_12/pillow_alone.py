"""Lets Pillow do all that it can: grey, inverting, the frame, scaling, with 8 bits."""

import numpy as np
from PIL import Image, ImageOps


def prepare_digit(drawing):
    if drawing.dtype.kind == "f":
        drawing = (drawing * 255).round().astype(np.uint8)
    picture = Image.fromarray(drawing).convert("L")
    if np.median(np.asarray(picture)) > 127:
        picture = ImageOps.invert(picture)
    box = picture.getbbox()
    if box is None:
        raise ValueError("I can't see any ink: is the drawing empty?")
    picture = (
        ImageOps.autocontrast(picture.crop(box)) if np.ptp(picture.crop(box)) else picture.crop(box)
    )
    scale = 20 / max(picture.size)
    size = tuple(max(int(scale * side + 0.5), 1) for side in picture.size)
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    pixels = np.asarray(picture, dtype=float)
    rows, columns = np.indices(pixels.shape)
    centre = (pixels * columns).sum() / pixels.sum(), (pixels * rows).sum() / pixels.sum()
    canvas = Image.new("L", (28, 28))
    canvas.paste(picture, tuple(round(14 - place) for place in centre))
    return np.asarray(canvas) / 255
