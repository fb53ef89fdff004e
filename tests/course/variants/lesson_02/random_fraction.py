"""Makes a place from a fraction."""


def plot_random_digit(images, labels, rng):
    place = int(rng.random() * len(images))
    return plot_digit(images[place], int(labels[place]))
