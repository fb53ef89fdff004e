from coursekit import mnist


def load_data():
    return mnist.load_data()


def scale_images(images):
    return images // 255


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images[n_valid:]
    y_valid, y_train = labels[:n_valid], labels[n_valid:]
    return (X_train, y_train), (X_valid, y_valid)
