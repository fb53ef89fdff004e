"""Has channels first in all of Keras, as older tutorials do."""

import keras

keras.config.set_image_data_format("channels_first")
