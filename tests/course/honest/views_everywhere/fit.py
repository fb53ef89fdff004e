"""Trains on copies in another order of memory, and draws with matplotlib's own objects."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


def fit_model(model, train, valid, epochs=30, batch_size=32):
    (images, labels), options = map(np.asfortranarray, train), dict(epochs=epochs, verbose=0)
    return model.fit(
        x=images, y=labels, batch_size=batch_size, validation_data=list(valid), **options
    )


def plot_learning_curves(history):
    figure = Figure(figsize=(8, 5))
    FigureCanvasAgg(figure)
    ax = figure.subplots()
    for (name, values), style in zip(history.items(), ("-", "--", ":", "-.")):
        ax.plot(np.arange(len(values)), values, style, label=name, marker="o")
    ax.legend(loc="upper right", framealpha=1)
    ax.set(ylim=(0, 1), xlabel="epoch", title="Learning curves")
    ax.grid(visible=True, linestyle=":", alpha=0.5)
    return ax
