"""Asks for a dict."""


def evaluate_model(model, images, labels):
    result = model.evaluate(images, labels, return_dict=True)
    return result["loss"], result["accuracy"]
