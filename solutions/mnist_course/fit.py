"""Lesson 05: train the network and draw how it learned."""

import pandas as pd


def fit_model(model, train, valid, epochs=30, batch_size=32):
    """Train a compiled model.

    Parameters
    ----------
    model
        A compiled Keras model.
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
    return model.fit(
        X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid
    )
    ### END SOLUTION


def plot_learning_curves(history):
    """Draw each metric against the epochs.

    Parameters
    ----------
    history
        A dict: the name of a metric -> a list with one number for each epoch.

    Returns
    -------
    Axes
        A line for each metric; 8 x 5 inches, with a grid, y from 0 to 1.
    """
    ### BEGIN SOLUTION
    ax = pd.DataFrame(history).plot(figsize=(8, 5))
    ax.grid(True)
    ax.set_ylim(0, 1)
    return ax
    ### END SOLUTION
