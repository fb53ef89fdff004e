"""Chooses threads, devices and how graphs run."""

import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(4)
tf.config.threading.set_inter_op_parallelism_threads(2)
tf.config.set_visible_devices([], "GPU")
for device in tf.config.list_physical_devices("GPU"):
    tf.config.experimental.set_memory_growth(device, True)
tf.random.set_seed(1)
tf.get_logger().setLevel("ERROR")
