"""Names the optimizer, then sets its learning rate."""


def compile_model(model, learning_rate=0.01):
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.optimizer.learning_rate = learning_rate
    return model
