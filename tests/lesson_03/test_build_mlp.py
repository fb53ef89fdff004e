"""Lesson 03: what `build_mlp` must do."""

import numpy as np


def test_begins_by_flattening_28_x_28_pixels(learner):
    model = learner.build_mlp()
    assert model.input_shape == [None, 28, 28], (
        f"Your model takes inputs of shape {tuple(model.input_shape or ())}, but a digit is 28 x 28 pixels.\n"
        "→ Begin with keras.Input((28, 28))."
    )
    kinds = [layer.kind for layer in model.layers]
    assert kinds[:1] == ["Flatten"], (
        f"Your model begins with {kinds[0] if kinds else 'nothing'}. A Dense layer needs the 784 pixels of a digit "
        "in one row, not in 28 rows.\n→ Put a Flatten layer before the first Dense layer."
    )
