"""How messages call the kinds of values that cross from a worker."""

KIND_NAMES = {
    "model": "a Keras model",
    "history": "a Keras History",
    "axes": "a matplotlib Axes",
    "figure": "a matplotlib Figure",
    "series": "a pandas Series",
    "tensor": "a TensorFlow tensor",
    "array": "a NumPy array",
    "text": "a string",
    "pair": "a pair (a tuple of two)",
    "number": "a number",
    "list": "a list",
    "dict": "a dict",
    "value": "a value",
}
"""By the kinds' names, as the manifest's `returns` has them."""
