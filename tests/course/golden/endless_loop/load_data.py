from coursekit import mnist


def load_data():
    return mnist.load_data()


def scale_images(images):
    place = 0
    # In one line: where it is stopped is then always the same.
    while place < len(images): scaled = images / 255
    return scaled


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images[n_valid:]
    y_valid, y_train = labels[:n_valid], labels[n_valid:]
    return (X_train, y_train), (X_valid, y_valid)
