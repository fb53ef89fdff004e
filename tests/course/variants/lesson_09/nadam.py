"""Uses Nadam, and a cosine that ends at a hundredth of the peak."""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    warmup_steps = int(0.2 * steps)
    rate = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=peak_rate / 100,
        decay_steps=steps - warmup_steps,
        alpha=0.01,
        warmup_target=peak_rate,
        warmup_steps=warmup_steps,
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Nadam(rate, beta_2=0.99),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
