"""Imports the loader by name, inside the function."""


def load_data():
    from coursekit.mnist import load_data as load

    train, test = load()
    return train, test
