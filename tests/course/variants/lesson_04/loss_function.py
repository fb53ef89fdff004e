"""Gives functions."""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss=keras.losses.sparse_categorical_crossentropy,
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=[
            keras.metrics.MeanMetricWrapper(keras.metrics.sparse_categorical_accuracy, "accuracy")
        ],
    )
    return model
