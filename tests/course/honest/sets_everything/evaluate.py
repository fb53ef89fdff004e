"""Runs without graphs from here on."""

import tensorflow as tf

tf.config.run_functions_eagerly(True)
