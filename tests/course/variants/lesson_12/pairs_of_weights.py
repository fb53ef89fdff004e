"""Takes the list of all weights in pairs, with twice the digits."""


def export_weights(model):
    weights = model.get_weights()
    names = [f"{kind}{n}" for n in range(len(weights) // 2) for kind in ("W", "b")]
    return {name: array.astype("float64") for name, array in zip(names, weights)}
