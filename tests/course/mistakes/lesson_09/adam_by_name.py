"""Used a learning rate that stays the same. It gives Adam by its name.

Fails: has a learning rate that changes
Says: 0.001 from the first of
"""


def compile_fast(model, steps, peak_rate=5e-3):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
