"""What to do when a function returned another kind of value than was asked for."""


def advice_on_value(seen_kind: str, expected: str) -> str:
    """Return what to do when a function returned something of another kind than was asked for.

    Parameters
    ----------
    seen_kind
        As `coursekit.worker.values.nearest_kind` names it.
    expected
        As the manifest's `returns` names it.
    """
    return (
        _SEEN.get(seen_kind, {}).get(expected) or _SEEN_FOR_ANY.get(seen_kind) or _RETURN[expected]
    )


_SEEN = {
    "array": {
        "list": ".tolist() makes a list of it.",
        "number": "One number for all is asked for. Is the mean missing: .mean()? Of an array that holds one number alone, .item() gives it.",
        "series": "Does .values or .to_numpy() at the end make an array? Leave it away. Or make a Series of it: pd.Series(…).",
    },
    "data_frame": {
        "array": ".to_numpy() makes an array of it.",
        "series": "A DataFrame is a table of columns, and one column is asked for. Does .reset_index() make the table? Leave it away. "
        'Or take the column by its name, as in table["count"].',
    },
    "dict": {
        "list": "Begin with a list, [], in place of {}, and append one entry after the other. The docstring says what an entry holds.",
        "pair": "Take both out of the dict by their names, and return them with a comma between.",
    },
    "iterator": {
        "array": "Put list(…) around it, and np.array(…) around that.",
        "list": "Put list(…) around it.",
        "pair": "Put tuple(…) around it.",
    },
    "list": {
        "array": "Turn the list into an array with np.array(…).",
        "number": "One number is asked for. The docstring says which: the sum of the list, its mean, its last place?",
    },
    "pair": {
        "array": "Two things came back, and one array is asked for: return that one alone.",
    },
    "series": {
        "array": ".to_numpy() makes an array of it.",
    },
}
"""What to do by the kind that was returned and the kind that was asked for."""

_SEEN_FOR_ANY = {
    "function": "Brackets after a function's name call it: without () it only stands for itself.",
    "none": "Let the function's last line return the result itself. What only does something, as print(…) and .append(…) do, gives None.",
    "tensor": "Call .numpy() on the tensor before you return it.",
    "tuple_of_one": "A comma at the end of the return line makes a tuple of it: take it away. If a function such as np.where gave the "
    "tuple, [0] takes out what is in it.",
}
"""What to do by the kind that was returned, whatever was asked for."""

_RETURN = {
    "array": "Return the whole array: np.asarray(…) makes one of an image or a table. If one number came out for all of the input, an "
    "axis=… may be missing.",
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
