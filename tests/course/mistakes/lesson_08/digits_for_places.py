"""Returned the predicted digits in place of the images' places.

Fails: gives places of images
Says: the digits that the model says; Return their places
"""


def worst_mistakes(probabilities, labels, n=9):
    predicted = probabilities.argmax(axis=1)
    wrong = np.flatnonzero(predicted != labels)
    confidence = probabilities[wrong].max(axis=1)
    worst = wrong[np.argsort(confidence)[::-1]][:n]
    return predicted[worst]
