"""Used numbers for names.

Fails: gives arrays under names
Says: One of the keys of your dict is 0
"""


def export_weights(model):
    return dict(enumerate(model.get_weights()))
