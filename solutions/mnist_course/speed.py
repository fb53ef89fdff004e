"""Lesson 09: train the network in a twentieth of the time."""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    """Compile the model for a short training: Adam, a learning rate that rises and falls, steps in bundles.

    Parameters
    ----------
    model
        A Keras model that ends in probabilities for the classes 0, 1, 2, ...
    steps
        How many updates (steps of the optimizer) the whole training will make.
    peak_rate
        The largest learning rate.

    Returns
    -------
    keras.Model
        The same model: sparse categorical cross-entropy, accuracy, and Adam (or a relative such as AdamW).
        Its learning rate rises from nearly 0 to peak_rate in about the first tenth of the steps. Then it falls,
        along half a cosine for example, and reaches 0 when all the steps are done. steps_per_execution is more than 1.
    """
    ### BEGIN SOLUTION
    warmup_steps = max(1, steps // 10)
    learning_rate = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0,
        warmup_target=peak_rate,
        warmup_steps=warmup_steps,
        decay_steps=steps - warmup_steps,
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(learning_rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
    ### END SOLUTION


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    """Train a compiled model in few epochs of large batches.

    Parameters
    ----------
    model
        A compiled Keras model. It is trained as it was compiled.
    train, valid
        Pairs (images, labels): the model learns from train, and is measured on valid after each epoch.
    epochs
        How many times it goes through all training images.
    batch_size
        How many images it looks at before each step.

    Returns
    -------
    keras History
        What model.fit returns.
    """
    ### BEGIN SOLUTION
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
    ### END SOLUTION


def accuracy_after(history, seconds_per_epoch, target):
    """Say after how many seconds of training the validation accuracy reached a target.

    Parameters
    ----------
    history
        A dict: the name of a metric -> a list with one number for each epoch. "val_accuracy" is the one that counts.
    seconds_per_epoch
        How long an epoch took.
    target
        An accuracy as a fraction: 0.95 means 95 %.

    Returns
    -------
    float or None
        The seconds from the start to the end of the first epoch whose val_accuracy is target or more.
        None when no epoch's is.
    """
    ### BEGIN SOLUTION
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy >= target:
            return epoch * seconds_per_epoch
    return None
    ### END SOLUTION
