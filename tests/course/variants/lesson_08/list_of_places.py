"""Sorts a list of places by a key."""


def worst_mistakes(probabilities, labels, n=9):
    wrong = [i for i in range(len(labels)) if probabilities[i].argmax() != labels[i]]
    return sorted(wrong, key=lambda place: probabilities[place].max(), reverse=True)[:n]
