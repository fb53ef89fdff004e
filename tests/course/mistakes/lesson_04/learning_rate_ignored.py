"""Ignored the learning rate.

Fails: follows learning rate
Says: always means 0.01
"""


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer="sgd",
        metrics=["accuracy"],
    )
    return model
