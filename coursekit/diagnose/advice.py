"""What to do: tables of advice, by kinds of values, and by what Python and the libraries say of an error."""


def advice_on_value(seen_kind: str, expected: str) -> str:
    """Return what to do when a function returned something of another kind than was asked for.

    Parameters
    ----------
    seen_kind
        As `coursekit.worker.values.nearest_kind` names it.
    expected
        As the manifest's `returns` names it.
    """
    return _SEEN.get((seen_kind, expected)) or _SEEN.get((seen_kind, "")) or _RETURN[expected]


def advice_on_syntax(kind: str, said: str) -> str:
    """Return what to do when Python can't read a file: the exception's type, and what it says."""
    if "unicodeescape" in said:
        return _SYNTAX["unicodeescape"]
    return _SYNTAX.get(
        kind,
        "Look at that line and at the one above it: a bracket, a quote, a colon or the indentation.",
    )


def advice_on_exception(said: str, by_learner: bool) -> str:
    """Return what to do about an exception that says this. What the learner's own ``raise`` says may be any words."""
    found = (text for words, text in _EXCEPTION.items() if words in said and not by_learner)
    return next(
        found,
        "The words after the error's name say what Python could not do there. Look at that line.",
    )


_SEEN = {
    ("list", "array"): "Turn the list into an array with np.array(…).",
    ("data_frame", "array"): ".to_numpy() makes an array of it.",
    ("array", "list"): ".tolist() makes a list of it.",
    (
        "none",
        "",
    ): "Does the function end with a return line? And what stands behind return: calls such as list.sort() or "
    "model.compile(…) give back None.",
    ("tensor", ""): "Call .numpy() on the tensor before you return it.",
    (
        "tuple_of_one",
        "",
    ): "A comma at the end of the return line makes a tuple of it. Take it away.",
    (
        "function",
        "",
    ): "Brackets after a function's name call it: without () it only stands for itself.",
}
"""What to do by the kind that was returned and the kind that was asked for, or by the former alone."""

_RETURN = {
    "array": "Return the whole array. If one number came out for all of the input, an axis=… may be missing.",
    "axes": "Return the Axes that was drawn on, usually called ax.",
    "figure": "Return the Figure with all its Axes, usually called fig.",
    "history": "Return what model.fit gives back.",
    "model": "Return the model itself.",
    "pair": "Return two things with a comma between them. A pair inside needs brackets of its own: (a, b), (c, d).",
    "series": "pd.Series(…) makes one of an array, a list or a dict.",
    "number": "Return one plain number, such as float(…) makes.",
    "list": "Return a list: [] with commas between what stands in it.",
    "dict": "Return a dict: {} with a name and a value for each thing in it.",
    "value": "Return what the docstring promises.",
    "text": "Return one string. An f-string can hold several values, and \\n begins a new line.",
}
"""What to do when something else than this kind of value was returned."""

_SYNTAX = {
    "unicodeescape": "In a text, \\ begins a special sign. In a path, write / in place of each \\, or put an r before "
    "the quote.",
    "IndentationError": "Compare that line with the ones around it. Lines that belong together begin at the same column; "
    "after a colon they begin four spaces further right.",
    "TabError": "Some of these lines begin with spaces, some with tabs. Use four spaces everywhere.",
}

_EXCEPTION = {
    "got 0)": "There are no parts in it at all. Skip what is empty, with an if.",
    "values to unpack": "That line takes a value apart into a fixed number of names, and here it has another number of "
    "parts. Can it do without: keep the value whole, or go through it with a for loop?",
    "Cannot cast ufunc": "Signs such as /= and *= write into the array that came in, and it can't hold the new kind of "
    "numbers. Make a new array: a = a / b, not a /= b.",
    "Could not interpret optimizer": "compile expects the optimizer first. Write the names: loss=…, optimizer=…, "
    "metrics=….",
    "EOF when reading a line": "While the checks run, nobody can type anything. Take input() away.",
    "is not defined": "Python knows no such name there. Is it misspelt, or must it get a value first?",
    "No module named": "Is the name spelled right? A file of your own that stands in mnist_course is imported with: from "
    "mnist_course.its_name import …",
    "'NoneType' object": "Something is None there. Calls such as list.sort() or model.compile(…) change what they belong to, "
    "and give back None.",
    "is out of bounds": "There are fewer places than that. Does a fixed number stand where len(…) or the shape should say how "
    "many there are?",
    "mismatch in its core dimension": "For a @ b, a must have as many columns as b has rows. Look at both shapes: must one be "
    "turned (.T), or was it made with its two sizes swapped?",
    "could not be broadcast": "The two shapes don't fit together. Look at both: is it the wrong axis, or * where @ belongs?",
    "could not broadcast input array": "What you put in has another shape than the place for it. Look at both.",
    "Axis must be specified when shapes of a and weights differ": "np.average got another number of weights than of places. "
    "Are height and width swapped somewhere, or axis=0 and axis=1?",
    "unexpected keyword argument": "That call knows no argument of this name. Is it misspelt, or does it belong to another "
    "call?",
    "as a data type": "The sizes of an array need brackets of their own: np.zeros((2, 3)).",
    "only integer scalar arrays": "np.where gives a tuple. np.flatnonzero gives the places themselves.",
    "found ndim=": "That layer expects another number of directions. A picture gets its channel from Reshape((28, 28, 1)).",
    "xpected shape": "The network expects a stack of pictures, each of 28 x 28 pixels. One picture becomes a stack with "
    "image[np.newaxis].",
    "expected axis -1": "The network expects pictures of the size that it was built for. Was this one prepared first?",
}
"""What to do, by words of the error's message."""
