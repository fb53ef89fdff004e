"""Used RMSprop instead of SGD. It forgets the optimizer.

Fails: learns with sgd
Says: Your optimizer is RMSprop; Without optimizer=…, compile takes RMSprop
"""


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
