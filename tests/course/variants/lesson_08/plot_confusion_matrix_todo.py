"""TODO: a right answer that is written in another way. This one copies."""


def plot_confusion_matrix(images):
    return images.copy()
