"""What a thing lacks, and another kind of thing, or another library's, has: the tables of what to write in its place."""

import ast
import re

from coursekit.diagnose.library_names import PARTS
from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import calls_in, covers, short

_WAYS_OF_ARRAYS = {
    **dict.fromkeys(("iloc", "loc"), "Parts of an array are taken without it: {0}[…]."),
    **dict.fromkeys(("values", "to_numpy", "numpy"), "It is an array already: {0}."),
    "head": "Its first five: {0}[:5].",
    "value_counts": "A pandas Series has one: pd.Series({0}).value_counts().",
    "unique": "Write np.unique({0}).",
    "bincount": "Write np.bincount({0}).",
    **dict.fromkeys(
        ("map", "apply"),
        "NumPy's functions and signs take the whole array at once: {0} / 255 and the like.",
    ),
    "index": "The places of a value: np.flatnonzero({0} == value).",
    "count": "How often a value occurs: np.sum({0} == value).",
    **dict.fromkeys(
        ("append", "extend", "push"),
        "Collect the parts in a list, and make an array of it at the end: np.array(…).",
    ),
    **dict.fromkeys(("length", "len", "Length", "Count"), "Its length is len({0})."),
    **dict.fromkeys(
        ("slice", "subarray", "take_first", "Take", "Skip"),
        "Its parts stand in square brackets: {0}[:n] are the first n, {0}[n:] the rest.",
    ),
    **dict.fromkeys(("forEach", "each"), "Go through it with a loop: for one in {0}:"),
    **dict.fromkeys(("filter", "Where"), "Choose with a condition: {0}[{0} > 0] and the like."),
    "concat": "Write np.concatenate([…, …]).",
    **dict.fromkeys(
        ("unsqueeze", "expand_dims"),
        "One more axis in front: {0}[np.newaxis]. In the second place: {0}[:, np.newaxis].",
    ),
    "permute": "Write {0}.transpose(…).",
    **dict.fromkeys(("float", "double", "cast"), "{0}.astype(…) makes numbers of another kind."),
    "type": "The kind of its numbers is {0}.dtype, and {0}.astype(…) makes another kind.",
    "grad": "The slopes are what backward gives: a pair for each pair of params. zip goes through both.",
    **{name: f"Write np.{name}({{0}})." for name in ("exp", "log", "sqrt", "abs", "median")},
    **{name: f"Write np.{name}({{0}}, …)." for name in ("maximum", "isin", "flip")},
    "where": "Write np.where(…), with the condition first.",
}
"""What other kinds of tables have and NumPy's arrays have not, and how it is written here."""

_WAYS_OF_TORCH = {
    "backward": "The gradients are what the function backward gives: backward(params, cache, labels).",
    **dict.fromkeys(("item", "detach", "numpy", "cpu"), "It is a number already: {0}."),
    **dict.fromkeys(("mean", "sum"), "It is one number already: {0}."),
}
"""What PyTorch's losses have and Python's numbers have not."""


_WAYS_OF_TUPLES = {
    **dict.fromkeys(("length", "size"), "Its length is len({0})."),
    **dict.fromkeys(
        ("items", "keys", "values"),
        "A dict has it. To go through all here, take {0} as it is, or enumerate({0}).",
    ),
}

_WAYS_OF_LISTS = {
    **_WAYS_OF_TUPLES,
    **dict.fromkeys(("add", "push"), "Write {0}.append(…)."),
    "shuffle": "Write rng.permutation({0}).",
}

_WAYS_OF_TABLES = {
    **dict.fromkeys(("reshape", "flatten"), "Its numbers as an array: {0}.to_numpy()."),
    **dict.fromkeys(("length", "len"), "Its length is len({0})."),
    "counts": "Write {0}.value_counts().",
    **dict.fromkeys(
        ("set_ylim", "set_xlim", "set_title", "set_xlabel", "set_ylabel", "grid", "legend", "show"),
        "An Axes has it, and plot gives one: ax = {0}.plot(…).",
    ),
}

_WAYS_OF_GENERATORS = {
    "choices": "Write {0}.choice(…).",
    "permute": "Write {0}.permutation(…).",
    "sample": "Write {0}.choice(…, replace=False), which draws nothing twice.",
    **dict.fromkeys(("seed", "set_seed"), "It has its seed already: leave the line away."),
}

_WAYS_OF_AXES = {
    "show": "Leave .show() away: the notebook shows the picture.",
    **dict.fromkeys(("image", "imagesc", "heatmap", "pcolor_image"), "Write {0}.imshow(…)."),
    "set_grid": "Write {0}.grid(True).",
    "suptitle": "A Figure has it: fig.suptitle(…). The Axes has {0}.set_title(…).",
    **dict.fromkeys(("colorbar", "tight_layout", "savefig"), "A Figure has it."),
}

_WAYS_OF_FIGURES = dict.fromkeys(
    (
        *("imshow", "matshow", "plot", "bar", "axis", "grid"),
        *("set_title", "set_xlabel", "set_ylabel", "set_ylim", "set_xticks", "set_yticks"),
    ),
    "An Axes has it. plt.subplots(…) gives two things: the Figure, and then the Axes.",
)

_WAYS_OF_MODELS = {
    "append": "A layer is put at its end with {0}.add(…).",
    "score": "What counts the right answers is evaluate, and it gives both: loss, accuracy = {0}.evaluate(images, labels, verbose=0). Delete what computes the loss in another way.",
    "predict_log_proba": "{0}.predict(images) gives the probabilities.",
    "forward": "{0}.predict(images) computes the outputs.",
    "eval": "With nothing in its brackets, delete the line: Keras sees to that itself. With images and labels in them, write {0}.evaluate(…).",
    **dict.fromkeys(
        ("train", "zero_grad"),
        "In Keras, one call does the whole loop: history = {0}.fit(images, labels, …). Write it in place of the loop.",
    ),
    **dict.fromkeys(("cuda", "to"), "Keras finds the device itself: delete the line."),
    "parameters": "{0}.get_weights() gives all arrays.",
    "state_dict": "{0}.get_weights() gives all arrays in a list without names: kernel, bias, kernel, bias and so on. Go through them in pairs, and give the names yourself.",
    **dict.fromkeys(("fit_transform", "transform"), "Divide the images by 255 in place of it."),
}
"""What scikit-learn's and PyTorch's models have and those of Keras have not, and how it is written here."""

_WAYS_OF_NUMBERS = {
    **dict.fromkeys(
        ("toFixed", "toPrecision"),
        "In an f-string, its digits are chosen behind a colon: {{{0}:.4f}} has four behind the point.",
    ),
    **dict.fromkeys(("toString", "ToString"), "Its text is str({0})."),
    **dict.fromkeys(("ToInt", "intValue"), "Write int({0})."),
}

_WAYS = {
    **dict.fromkeys(
        ("int", "numpy.float32", "numpy.float64", "numpy.int64"),
        ("a plain number", _WAYS_OF_NUMBERS),
    ),
    "numpy.ndarray": ("a NumPy array", _WAYS_OF_ARRAYS),
    "float": ("a plain number", _WAYS_OF_NUMBERS | _WAYS_OF_TORCH),
    "list": ("a list", _WAYS_OF_LISTS),
    "tuple": ("a tuple", _WAYS_OF_TUPLES),
    "Series": ("a pandas Series", _WAYS_OF_TABLES),
    "DataFrame": ("a pandas DataFrame", _WAYS_OF_TABLES),
    "numpy.random._generator.Generator": ("a NumPy Generator", _WAYS_OF_GENERATORS),
    "Axes": ("an Axes", _WAYS_OF_AXES),
    "Figure": ("a Figure", _WAYS_OF_FIGURES),
    **dict.fromkeys(("Sequential", "Functional"), ("a Keras model", _WAYS_OF_MODELS)),
}
"""What to write, by the kind of thing and by what others have."""


_NOT_TOLD = "An optimizer of Keras is not told what it trains: compile does that."


def way_of_another_thing(s: Situation) -> Cause | None:
    """What another kind of thing, or another library's, has."""
    found = re.search(
        rf"'({'|'.join(map(re.escape, _WAYS))})' object has no attribute '(\w+)'", s.said
    )
    # Inside an f-string, no column is known.
    in_line = [n for n in s.last.nodes if isinstance(n, ast.Attribute) and covers(n, s.line)]
    for node in (s.nodes(ast.Attribute) or in_line) if found else []:
        kind, ways = _WAYS[found[1]] if found else ("", {})
        if found and node.attr == found[2] and node.attr in ways:
            what = short(node.value)
            optimizers = [
                c for name in PARTS["keras.optimizers"] for c in calls_in(s.last.tree, name)
            ]
            told = [call for call in optimizers if node in ast.walk(call)]
            if node.attr == "parameters" and told:
                has_lr = "lr" in [keyword.arg for keyword in told[0].keywords]
                return Cause(
                    f"{_NOT_TOLD} Take the parameters out of its brackets."
                    f"{' And write learning_rate=… for lr=….' if has_lr else ''}"
                )
            return Cause(
                f"{what} is {kind}, which has no .{node.attr}. {ways[node.attr].format(what)}"
            )
    return None


def optimizer_told_what_to_train(s: Situation) -> Cause | None:
    """``SGD(model.trainable_variables, learning_rate=…)``, as PyTorch's optimizers take it."""
    if "multiple values for argument 'learning_rate'" not in s.said:
        return None
    for call in s.nodes(ast.Call):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Attribute) and re.fullmatch(
            "(trainable_)?(variables|weights)", first.attr
        ):
            return Cause(f"{_NOT_TOLD} Take {short(first)} out of its brackets.")
    return None


RULES = (way_of_another_thing, optimizer_told_what_to_train)
