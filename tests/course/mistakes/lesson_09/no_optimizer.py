"""Used another optimizer than Adam. It sets its learning rate, and leaves the optimizer to Keras.

Fails: learns with adam
Says: RMSprop
"""


def compile_fast(model, steps, peak_rate=5e-3):
    model.compile(
        loss="sparse_categorical_crossentropy", metrics=["accuracy"], steps_per_execution=32
    )
    model.optimizer.learning_rate = peak_rate
    return model
