"""Calculates with 64 bits in all of Keras."""

import keras

keras.config.set_floatx("float64")
keras.config.set_epsilon(1e-8)
keras.utils.set_random_seed(7)
