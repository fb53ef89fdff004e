"""Trains with a loop of its own."""

import keras
import tensorflow as tf


def fit_model(model, train, valid, epochs=30, batch_size=32):
    batches = (
        tf.data.Dataset.from_tensor_slices(train).shuffle(10_000).batch(batch_size).prefetch(2)
    )
    optimizer, history = model.optimizer, keras.callbacks.History()
    history.set_model(model)
    history.history = {"loss": [], "accuracy": [], "val_loss": [], "val_accuracy": []}
    loss_of = keras.losses.SparseCategoricalCrossentropy()
    loss, accuracy = keras.metrics.Mean(), keras.metrics.SparseCategoricalAccuracy()

    @tf.function
    def step(images, labels):
        with tf.GradientTape() as tape:
            outputs = model(images, training=True)
            value = loss_of(labels, outputs)
        gradients = tape.gradient(value, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        loss.update_state(value)
        accuracy.update_state(labels, outputs)

    for epoch in range(epochs):
        for batch in batches:
            step(*batch)
        measured = model.evaluate(*valid, verbose=0, return_dict=True)
        numbers = {"loss": loss.result(), "accuracy": accuracy.result()}
        numbers |= {f"val_{name}": value for name, value in measured.items()}
        for name, value in numbers.items():
            history.history[name].append(float(value))
        loss.reset_state(), accuracy.reset_state()
        print(f"\r{epoch + 1}/{epochs} {'#' * (epoch + 1)}", end="", flush=True)
    return history
