"""Lets TensorFlow compile the training, and take several steps at once."""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate, name="descent"),
        loss=keras.losses.SparseCategoricalCrossentropy(name="cross_entropy"),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
        jit_compile=True,
        steps_per_execution=8,
        auto_scale_loss=False,
    )
    return model
