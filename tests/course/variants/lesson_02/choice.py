"""Uses rng.choice."""


def plot_random_digit(images, labels, rng):
    place = rng.choice(len(images))
    return plot_digit(images[place], label=labels[place])
