"""Names that are used in several lessons."""

WHITE, LABEL = 255, "Label: {}"
