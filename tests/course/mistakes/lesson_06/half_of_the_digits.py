"""Returned another loss than this model's on all digits. It measures on the first 100.

Fails: gives the loss first
Says: the loss on the first half; gets only a part
Cause: part_of_the_images
"""


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images[:100], labels[:100], verbose=0)
    return float(loss), float(accuracy)
