def build_mlp(hidden_units=(300, 100), n_classes=10):
    # TODO: your code here
    raise NotImplementedError
