"""Returns the list as it is."""


def evaluate_model(model, images, labels):
    return model.evaluate(images, labels, verbose=0)
