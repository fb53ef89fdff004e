"""Takes the first of the shuffled places."""


def plot_random_digit(images, labels, rng):
    place = rng.permutation(len(images))[0]
    return plot_digit(images[place], label=labels[place])
