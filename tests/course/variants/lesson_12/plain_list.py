"""Looks for the largest in a plain list, and returns a list of two."""


def recognise(model, drawing) -> list:
    (probabilities,) = model.predict(prepare_digit(drawing).reshape(1, 28, 28), verbose=0).tolist()
    largest = max(probabilities)
    return [probabilities.index(largest), largest]
