"""Works with pyplot alone."""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        plt.figure()
        ax = plt.gca()
    plt.sca(ax)
    plt.imshow(image, cmap=plt.cm.binary)
    plt.xticks([])
    plt.yticks([])
    if label is not None:
        plt.title("Label: " + str(label))
    return ax
