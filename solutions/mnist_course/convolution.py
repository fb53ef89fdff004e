"""Lesson 10: look at the digits with filters."""

import math

import keras
import numpy as np


def build_cnn(n_classes=10):
    """Build a convolutional network for images of 28 x 28 pixels. It is not compiled yet.

    Parameters
    ----------
    n_classes
        How many classes there are: the network gives one probability for each.

    Returns
    -------
    keras.Model
        It takes images of shape (n, 28, 28), looks at them with convolutions, and ends in Dense with softmax.
        It has fewer than 50,000 parameters.
    """
    ### BEGIN SOLUTION
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Reshape((28, 28, 1)),
            layers.Conv2D(24, 5, activation="relu"),
            layers.MaxPooling2D(),
            layers.BatchNormalization(momentum=0.9),
            layers.Conv2D(32, 3, activation="relu"),
            layers.Conv2D(48, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.BatchNormalization(momentum=0.9),
            layers.Flatten(),
            layers.Dense(n_classes, activation="softmax"),
        ]
    )
    ### END SOLUTION


def shift_images(images, rng, max_shift=1):
    """Shift each image by a few pixels, at random.

    Parameters
    ----------
    images
        Images, shape (n, 28, 28). They stay as they are.
    rng
        A NumPy generator: it draws how far each image is shifted.
    max_shift
        How many pixels an image is shifted at most, to each side.

    Returns
    -------
    array
        The shifted images, in the same order and shape. Each is shifted by its own whole numbers of pixels, from
        -max_shift to max_shift, down and to the right. What is pushed out is gone; zeros come in.
    """
    ### BEGIN SOLUTION
    n, height, width = images.shape
    margin = (max_shift, max_shift)
    padded = np.pad(images, ((0, 0), margin, margin))
    corners = rng.integers(0, 2 * max_shift + 1, size=(n, 2))
    shifted = np.empty_like(images)
    for i, (top, left) in enumerate(corners):
        shifted[i] = padded[i, top : top + height, left : left + width]
    return shifted
    ### END SOLUTION


def fit_cnn(model, train, valid, epochs=6):
    """Compile and train a network, on images that are shifted anew in each epoch.

    Parameters
    ----------
    model
        A Keras model, such as build_cnn gives.
    train, valid
        Pairs (images, labels): the model learns from train, and is measured on valid after each epoch.
    epochs
        How many times it goes through all training images.

    Returns
    -------
    keras History
        With loss, accuracy, val_loss and val_accuracy: one number for each epoch.
    """
    ### BEGIN SOLUTION
    X_train, y_train = train
    batch_size = 128
    steps = epochs * math.ceil(len(X_train) / batch_size)
    warmup_steps = steps // 5
    learning_rate = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0,
        warmup_target=5e-3,
        warmup_steps=warmup_steps,
        decay_steps=steps - warmup_steps,
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(learning_rate),
        metrics=["accuracy"],
    )
    rng = np.random.default_rng(42)
    history = keras.callbacks.History()
    for epoch in range(epochs):
        model.fit(
            shift_images(X_train, rng),
            y_train,
            batch_size=batch_size,
            initial_epoch=epoch,
            epochs=epoch + 1,
            validation_data=valid,
            callbacks=[history],
        )
    return history
    ### END SOLUTION
