"""What is written of a graded class. A format is one file here and one line in `registry`; none runs anything."""
