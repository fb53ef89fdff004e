"""Numbers the layers by their place in the model, where Flatten counts: the order is what matters."""


def export_weights(model):
    weights = {}
    for number, layer in enumerate(model.layers):
        for kind, array in zip(("kernel", "bias"), layer.get_weights()):
            weights[f"{kind}_{number}"] = array
    return weights
