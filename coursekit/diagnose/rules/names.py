"""Names that Python does not know, or knows as something else."""

import ast
import builtins
import difflib
import re
from pathlib import PurePosixPath

import numpy as np

from coursekit.diagnose.notebooks import imports_of_the_stub, notebook_names, words_of_the_reference
from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    names_in,
    short,
    statements,
)
from coursekit.manifest import load_manifest
from coursekit.worker.names import ACTIVATIONS, Code

_KERAS_LAYERS = (
    *(
        "Dense",
        "Flatten",
        "Input",
        "InputLayer",
        "Dropout",
        "Activation",
        "Conv2D",
        "MaxPooling2D",
        "MaxPool2D",
    ),
    *(
        "AveragePooling2D",
        "Reshape",
        "BatchNormalization",
        "Rescaling",
        "GlobalAveragePooling2D",
        "ReLU",
        "Softmax",
    ),
)
_KERAS_OPTIMIZERS = ("SGD", "Adam", "RMSprop", "AdamW", "Nadam", "Adagrad")

_PARTS = {
    "keras.optimizers.schedules": (
        *("CosineDecay", "ExponentialDecay", "PiecewiseConstantDecay", "PolynomialDecay"),
        *("InverseTimeDecay", "CosineDecayRestarts", "LearningRateSchedule"),
    ),
    "keras.callbacks": (
        *("History", "Callback", "ModelCheckpoint", "LearningRateScheduler", "ReduceLROnPlateau"),
        "EarlyStopping",
    ),
    "keras.layers": (*_KERAS_LAYERS, "GaussianNoise", "LeakyReLU", "SpatialDropout2D"),
    "keras.optimizers": _KERAS_OPTIMIZERS,
    "keras.losses": ("SparseCategoricalCrossentropy", "CategoricalCrossentropy"),
    "keras.metrics": ("SparseCategoricalAccuracy", "CategoricalAccuracy", "Accuracy"),
    "keras.initializers": ("HeNormal", "HeUniform", "GlorotUniform", "GlorotNormal"),
    "keras.utils": ("to_categorical", "plot_model", "set_random_seed"),
    "keras.models": ("load_model",),
    "keras": ("Sequential", "Model", "Input"),
    "numpy.random": ("default_rng", "Generator"),
    "pandas": ("Series", "DataFrame"),
    "matplotlib.pyplot": ("subplots", "figure", "imshow", "gca"),
    "PIL.Image": ("fromarray", "Resampling"),
}

IMPORTS = {
    **{
        name: f"from {part} import {name}"
        for part, names in _PARTS.items()
        for name in names
        if part != "matplotlib.pyplot"
    },
    "np": "import numpy as np",
    "numpy": "import numpy as np",
    "pd": "import pandas as pd",
    "pandas": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "matplotlib": "import matplotlib",
    "mpl": "import matplotlib as mpl",
    "tf": "import tensorflow as tf",
    "tensorflow": "import tensorflow as tf",
    "keras": "import keras",
    "layers": "from keras import layers",
    "models": "from keras import models",
    "optimizers": "from keras import optimizers",
    "losses": "from keras import losses",
    "metrics": "from keras import metrics",
    "callbacks": "from keras import callbacks",
    "Image": "from PIL import Image",
    "ImageOps": "from PIL import ImageOps",
    "Counter": "from collections import Counter",
    "defaultdict": "from collections import defaultdict",
    "mnist": "from coursekit import mnist",
    "randint": "from random import randint",
    **{
        name: f"import {name}"
        for name in ("math", "random", "os", "sys", "time", "itertools", "json", "re")
    },
}
"""How a name that tutorials use gets into a file."""

HOMES = {name: f"{part}.{name}" for part, names in _PARTS.items() for name in names}
"""Where a name stands in its library."""

QUOTED = {
    *ACTIVATIONS,
    *(
        "float32",
        "float64",
        "float16",
        "uint8",
        "int64",
        "int32",
        "binary",
        "gray",
        "gray_r",
        "Greys",
        "viridis",
    ),
    *(
        "accuracy",
        "loss",
        "val_loss",
        "val_accuracy",
        "adam",
        "sgd",
        "rmsprop",
        "he_normal",
        "off",
        "same",
        "valid",
    ),
    *(
        "sparse_categorical_crossentropy",
        "categorical_crossentropy",
        "center",
        "red",
        "green",
        "Blues",
    ),
}
"""Words that Keras, NumPy and matplotlib take as texts."""

_VARIABLES_TOO = {
    *("loss", "accuracy", "val_loss", "val_accuracy", "binary", "gray", "off", "same", "valid"),
    *("center", "red", "green", "linear"),
}
"""Words among these that are good names for variables: where they stand must show what is meant."""

_TEXT_ARGUMENTS = {
    *("activation", "loss", "optimizer", "metrics", "cmap", "dtype", "color", "c", "padding"),
    *("ha", "va", "horizontalalignment", "verticalalignment", "kernel_initializer", "monitor"),
}
_TEXT_METHODS = {"astype", "axis", "imshow", "Activation"}

_CONSTANTS = {
    "true": "True",
    "false": "False",
    "none": "None",
    "null": "None",
    **{name: f"np.{name}" for name in ("nan", "pi", "inf", "newaxis")},
}

NOT_INSTALLED = {
    "sklearn": "scikit-learn",
    "seaborn": "seaborn",
    "cv2": "OpenCV",
    "scipy": "SciPy",
    "torch": "PyTorch",
    "torchvision": "torchvision",
    "skimage": "scikit-image",
    "plotly": "Plotly",
    "imageio": "imageio",
    "tensorflow_datasets": "tensorflow_datasets",
    "idx2numpy": "idx2numpy",
    "theano": "Theano",
    "livelossplot": "livelossplot",
}
"""Libraries of tutorials that the course does without."""


_IN_ITS_PLACE = {
    "heatmap": "In place of heatmap: ax.imshow(…), and ax.text(…) for the numbers.",
    "ConfusionMatrixDisplay": "Draw the matrix that comes in: ax.imshow(…) for the colours, ax.text(…) for each count.",
    "countplot": "In place of countplot: pd.Series(labels).value_counts().",
    "train_test_split": "In place of train_test_split: slices, images[:n] and images[n:].",
    "accuracy_score": "In place of accuracy_score: np.mean(predicted == labels), or what model.evaluate gives.",
    "confusion_matrix": "Count the pairs yourself: begin with np.zeros((n, n), dtype=int), and write matrix[a, p] += 1 in a loop "
    "over zip(actual, predicted).",
    "fetch_openml": "The digits come from mnist.load_data().",
    "log_loss": "Compute the mean of -log of the right answers' probabilities.",
    "imresize": "In place of imresize, with Pillow: np.asarray(Image.fromarray(…).resize((width, height), Image.Resampling.BOX)).",
    "resize": "In place of resize, with Pillow: np.asarray(Image.fromarray(…).resize((width, height), Image.Resampling.BOX)).",
    "softmax": "In place of softmax: subtract each row's largest number from z. Then take np.exp(z), divided by its sum along axis 1. "
    "Both with keepdims=True.",
    "relu": "In place of relu: np.maximum(z, 0).",
    "one_hot": "In place of one_hot: np.eye(10)[labels].",
    "clip": "In place of clip: np.clip(…).",
    "shift": "In place of shift: np.pad, and a slice.",
    "OneHotEncoder": "The labels stay plain numbers here.",
    "MinMaxScaler": "In place of the scaler: divide by 255.",
}
"""What does the work of their functions here."""

_WAYS_OF_NUMPY = {
    "ln": "Write np.log(…).",
    "avg": "Write np.mean(…).",
    **dict.fromkeys(("len", "length"), "Python has it: len(…)."),
    "range": "Write np.arange(…); or Python's range(…).",
    **dict.fromkeys(
        ("randint", "rand", "randn", "normal", "choice", "shuffle", "permutation"),
        "Chance comes from a Generator: rng.integers(…), rng.random(…), rng.normal(…), rng.permutation(…).",
    ),
    "cat": "Write np.concatenate(…).",
    "find": "The places where something is true: np.flatnonzero(…).",
    **dict.fromkeys(("value_counts", "counts"), "Write np.bincount(…)."),
    "tensor": "Write np.array(…).",
    "flatten": "Arrays have it: x.reshape(len(x), -1) keeps a row for each image.",
    "sigmoid": "Compute it: 1 / (1 + np.exp(-z)).",
    **dict.fromkeys(("sub", "div", "mul"), "Write the sign: -, / or *."),
    "product": "Write np.prod(…).",
    "permute": "Write np.transpose(…).",
    **dict.fromkeys(("add_axis", "unsqueeze"), "Write x[np.newaxis]."),
    "sqr": "Write np.square(…).",
}
"""What NumPy has in place of others' names."""

_SHORT_NAMES = {
    "sns": "seaborn",
    "cv2": "OpenCV",
    "sk": "scikit-learn",
    "torch": "PyTorch",
    "sp": "SciPy",
    "skimage": "scikit-image",
}


def short_name_of_another_library(s: Situation) -> Cause | None:
    """``sns`` without any import: the library is not there at all."""
    name = _unknown_name(s)
    used = any(isinstance(node, ast.Attribute) for node in _around(s, name))
    if name not in _SHORT_NAMES or not used or _made_by(s, name):
        return None
    return Cause(
        f"{name} stands for {_SHORT_NAMES[name]} in other courses. It is not installed here, and no lesson needs it. "
        f"{_in_its_place(s.last.text)}"
    )


def quotes_forgotten(s: Situation) -> Cause | None:
    """A word that a library takes as a text, without its quotes."""
    name = _unknown_name(s)
    if name not in QUOTED or not any(_takes_a_text(node, name) for node in _around(s, name)):
        return None
    return Cause(
        f'{name} is a text for the library, not a name that Python knows. Put it in quotes: "{name}".'
    )


def constant_misspelt(s: Situation) -> Cause | None:
    """``true``, ``null`` and their like."""
    name = _unknown_name(s)
    if name not in _CONSTANTS:
        return None
    return Cause(f"In Python it is written {_CONSTANTS[name]}, not {name}.")


def import_missing(s: Situation) -> Cause | None:
    """A library's name whose import is not there: deleted, or never written."""
    name = _unknown_name(s)
    if not name or s.last.file != s.own.file:
        return None
    if replaced := _argument_replaced(s, name):
        return replaced
    own_names = _own_names(s)
    is_part = name in _PARTS_OF_KERAS and _used_as_a_library(s, name)
    if not is_part and (name.rstrip("s") in own_names or f"{name}s" in own_names):
        return None
    of_the_stub = imports_of_the_stub(s.function).get(name)
    line = of_the_stub or IMPORTS.get(name)
    if not line or not (of_the_stub or _used_as_a_library(s, name)):
        return None
    if name in s.last.imported:
        return Cause(
            f"{name} is imported at another place, which this line does not see. Write the import at the top of the file: "
            f"`{line}`."
        )
    aliases = [alias for alias, module in s.last.imported.items() if module == name != alias]
    if aliases:
        return Cause(
            f"The file imports {name} under another name: {aliases[0]}. Write {aliases[0]} in place of {name}."
        )
    plain = re.match(r"import ([\w.]+) as ", line)
    if plain and plain[1] in s.last.imported:
        return Cause(
            f"The file imports {plain[1]}, and not under the name {name}. Write the import as: `{line}`"
        )
    if of_the_stub:
        return Cause(
            f"The file does not know {name}: its import is gone. Write it back at the top of the file: `{line}`."
        )
    if line == f"from keras.layers import {name}":
        line = f"from keras.layers import {', '.join(_layers_not_imported(s))}"
    others = _layers_not_imported(s) if line == "from keras import Sequential" else []
    more = f" And this one: `from keras.layers import {', '.join(others)}`." if others else ""
    return Cause(
        f"The file does not know {name}: it is not imported. Write this line at the top of {s.last.file}: `{line}`.{more}"
    )


def _argument_replaced(s: Situation, name: str) -> Cause | None:
    """What comes in is replaced in the line that needs this name."""
    for node in s.last.nodes if s.running else []:
        if not isinstance(node, ast.Assign) or not covers(node, s.line):
            continue
        # images = images.astype(…) goes on with what came in.
        own = {*assigned(node)} - names_in(node.value)
        if lost := [each for each in own if each in s.arguments.split(", ")]:
            return Cause(
                f"{lost[0]} comes in as an argument, and this line makes another in its place. Delete the line: then {name} is "
                "not needed for it."
            )
    return None


def _own_names(s: Situation) -> set[str]:
    """The names that the running function gives a value."""
    nodes = ast.walk(s.running) if s.running else []
    names = (node for node in nodes if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def _layers_not_imported(s: Situation) -> list[str]:
    called = [
        n.func.id
        for n in ast.walk(s.running or s.last.tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    ]
    return [
        name
        for name in dict.fromkeys(called)
        if name in _KERAS_LAYERS and name not in s.last.imported
    ]


def function_for_an_argument(s: Situation) -> Cause | None:
    """``confusion_matrix[0]`` where the argument ``matrix`` is meant."""
    called = {id(call.func) for call in calls_in(s.last.tree)}
    own = {node.name for node in s.last.tree.body if isinstance(node, ast.FunctionDef)}
    if s.code is not Code.EXCEPTION or s.running is None or not s.said:
        return None
    arguments = arguments_of(s.running)
    for node in ast.walk(s.running):
        if isinstance(node, ast.Name) and covers(node, s.line) and node.id in own - {*arguments}:
            meant = [a for a in arguments if a in node.id.split("_")]
            if id(node) not in called and len(meant) == 1:
                return Cause(
                    f"{node.id} is a function of this file. The value that came in is called {meant[0]}: write that."
                )
    return None


def function_of_another_file(s: Situation) -> Cause | None:
    """A course function of another lesson, without its import."""
    function = load_manifest().functions.get(_unknown_name(s))
    if function is None or function.file == s.last.file:
        return None
    return Cause(
        f"{function.name} stands in another file, {function.file}. Write this line at the top of {s.last.file}: "
        f"`from mnist_course.{function.slug} import {function.name}`."
    )


def notebook_variable(s: Situation) -> Cause | None:
    """A variable of the notebook in a function."""
    name = _unknown_name(s)
    if name not in notebook_names() or s.running is None or s.code is not Code.EXCEPTION:
        return None
    arguments = arguments_of(s.running)
    taken = _taken_from(name, arguments)
    of_the_function = name == s.function.returns or name in words_of_the_reference(s.function)
    if arguments and not taken and (of_the_function or not _OF_NOTEBOOKS.fullmatch(name)):
        return None
    lost = [
        call.value.lineno
        for call in statements(s.running.body)
        if isinstance(call, ast.Expr) and "load_data" in short(call.value) and call.lineno < s.line
    ]
    if not arguments and lost:
        return Cause(
            f"{name} is a variable of the notebook, and this file does not know it. What mnist.load_data() gives in line {lost[-1]} is all "
            f"that is asked for, and is lost. Put return in front of it, and delete line {s.line}.",
            lost[-1],
        )
    if not arguments:
        return Cause(
            f"{name} is a variable of the notebook. This file does not know it, and {s.running.name} gets no arguments: it "
            "makes what it returns itself. The digits come from mnist.load_data()."
        )
    return Cause(
        f"{name} is a variable of the notebook. This file does not know it. The function gets what it needs as "
        f"its arguments: {', '.join(arguments)}. {taken or 'Use these.'}"
    )


def wrong_module_under_a_name(s: Situation) -> Cause | None:
    """``import matplotlib as plt``: a usual name for another module than the usual one."""
    for node in s.nodes(ast.Attribute) if s.error == "AttributeError" else []:
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        usual, module = IMPORTS.get(name, ""), s.last.imported.get(name, "")
        known = re.fullmatch(rf"import ([\w.]+) as {name}", usual)
        if known and module and module != known[1] and s.kind(name) == "module":
            made = [
                n.lineno
                for n in s.last.tree.body
                if isinstance(n, ast.Import | ast.ImportFrom) and name in ast.unparse(n).split()
            ]
            return Cause(
                f"Here {name} stands for {module}, and that has no {node.attr}. What has it is {known[1]}. Write: `{usual}`",
                made[0] if made else s.line,
            )
    return None


def stands_elsewhere(s: Situation) -> Cause | None:
    """``keras.experimental.CosineDecay``, ``keras.Dense``: a part of the library that has it not, before a name that it has."""
    found = re.search(r"module '([\w.]+)' has no attribute '(\w+)'", s.said)
    for node in s.nodes(ast.Attribute) if found and s.error == "AttributeError" else []:
        if not found or node.attr != found[2]:
            continue
        names = [node.attr]
        while outer := [
            n for n in s.last.nodes if isinstance(n, ast.Attribute) and n.value is node
        ]:
            node = outer[0]
            names.append(node.attr)
        if found[1] == "matplotlib.pyplot" and names[0] in _SET_ON_AXES:
            return Cause(
                f"{names[0]} belongs to an Axes: ax.{names[0]}(…). Without an Axes, plt calls it plt.{names[0][4:]}(…)."
            )
        library = found[1].partition(".")[0]
        if names[-1].isupper() and len(names) > 1 and names[0].lower().startswith("activation"):
            return Cause(
                f'Keras has no list of activations to choose from. Each is named by a text: activation="{names[-1].lower()}"'
            )
        known = [HOMES[name] for name in names if HOMES.get(name, "").startswith(f"{library}.")]
        if known:
            home = _as_imported(s, known[0])
            part, _, name = home.rpartition(".")
            near = difflib.SequenceMatcher(None, names[0], part.rpartition(".")[2]).ratio() > 0.85
            if near and names[0] != name:
                return Cause(f"There is no .{names[0]}: it is spelt otherwise. Write: {home}")
            return Cause(
                f"{name} is not there: it stands in another part of the library, {part}. Write: {home}"
            )
    return None


def _as_imported(s: Situation, home: str) -> str:
    """Write a library's name as the file calls it: np.random.default_rng."""
    for name, module in s.last.imported.items():
        if home.startswith(f"{module}."):
            return f"{name}{home[len(module) :]}"
    return home


def not_in_numpy(s: Situation) -> Cause | None:
    """``np.softmax``: what other libraries have."""
    found = re.match(r"module 'numpy' has no attribute '(\w+)'", s.said)
    instead = found and (_WAYS_OF_NUMPY.get(found[1]) or _IN_ITS_PLACE.get(found[1]))
    if s.error != "AttributeError" or not found or not instead:
        return None
    return Cause(f"NumPy has no {found[1]}. {instead}")


def letters_of_another_alphabet(s: Situation) -> Cause | None:
    """A name with a letter that only looks like the usual one."""
    name = s.field("name")
    strange = [letter for letter in name if letter.isalpha() and ord(letter) > 0x2AF]
    # A name that is wholly in another alphabet is meant so.
    mixed = any(letter.isascii() and letter.isalpha() for letter in name)
    if s.error not in ("NameError", "AttributeError", "TypeError") or not strange or not mixed:
        return None
    listed = ", ".join(dict.fromkeys(strange))
    return Cause(
        f"In {name}, {listed} is a letter of another alphabet, which only looks like the usual one. To Python these are two "
        "names. Delete the word, and type it again with the English keyboard."
    )


def name_behind_a_library(s: Situation) -> Cause | None:
    """``np.rng.integers(…)``, where rng is an argument."""
    name = s.field("name")
    if s.error != "AttributeError" or not s.said.startswith("module ") or s.running is None:
        return None
    own = {
        *arguments_of(s.running),
        *(n for one in statements(s.running.body) for n in assigned(one)),
    }
    for node in s.nodes(ast.Attribute):
        if node.attr == name and name in own and short(node.value) in s.last.imported:
            return Cause(
                f"{name} is a name of your function, not a part of {short(node.value)}. Write {name} without "
                f"{short(node.value)}. in front."
            )
    return None


def method_of_the_generator(s: Situation) -> Cause | None:
    """``np.random.integers(…)``: only a generator has it."""
    if not s.said.startswith("module 'numpy.random' has no attribute") or s.running is None:
        return None
    for node in s.nodes(ast.Attribute) if "rng" in arguments_of(s.running) else []:
        inner = [n for n in statements(s.running.body) if isinstance(n, ast.Import)]
        taken = [
            n for n in inner for alias in n.names if alias.asname == short(node.value) == "rng"
        ]
        if taken:
            return Cause(
                f"The import in line {taken[0].lineno} takes the name rng, and your argument rng is lost. Delete that line.",
                taken[0].lineno,
            )
        if hasattr(np.random.Generator, node.attr):
            return Cause(
                f"{node.attr} is a method of a generator, and yours comes in as rng. Write: rng.{node.attr}(…)"
            )
    return None


def method_of_a_method(s: Situation) -> Cause | None:
    """``rng.random.normal(…)``: NumPy's old way mixed with the new one."""
    for node in s.nodes(ast.Attribute) if s.error == "AttributeError" else []:
        inner = node.value
        if (
            isinstance(inner, ast.Attribute)
            and s.kind(short(inner.value)) == "Generator"
            and hasattr(np.random.Generator, inner.attr)
            and hasattr(np.random.Generator, node.attr)
        ):
            return Cause(
                f"{short(inner)} is a method of its own, and has no {node.attr}. The generator has it: "
                f"{short(inner.value)}.{node.attr}(…)"
            )
    return None


def loop_takes_the_name(s: Situation) -> Cause | None:
    """``for layers in hidden_units: … layers.Dense(layers)``: a loop that takes a name that is needed in it."""
    if s.error not in ("AttributeError", "TypeError") or s.running is None:
        return None
    nodes = [*statements(s.running.body)]
    for item in s.nodes(ast.Attribute):
        name = short(item.value)
        for loop in nodes:
            inside = isinstance(loop, ast.For) and loop.lineno < s.line and covers(loop, s.line)
            if not inside or name not in assigned(loop):
                continue
            others = [n.lineno for n in nodes if name in assigned(n) and n.lineno < loop.lineno]
            if others or name in s.last.imported or name in arguments_of(s.running):
                gave = f"line {others[-1]} gave it" if others else "it was before"
                return Cause(
                    f"The loop in line {loop.lineno} gives {name} other values: it is no longer what {gave}. Give the loop's "
                    "variable a name of its own.",
                    loop.lineno,
                )
    return None


def misspelt(s: Situation) -> Cause | None:
    """A name that differs from a known one by a letter or two."""
    meant, name = s.field("meant"), s.field("name")
    if s.field("by_learner", False) or s.code not in (Code.EXCEPTION, Code.IMPORT):
        return None
    if s.error == "NameError":
        if _begins_the_line(s, name) and difflib.get_close_matches(
            name.lower(), ["return"], 1, 0.8
        ):
            return Cause(f"Python knows no word {name} here. Did you mean: 'return'?")
        # X_train and y_train are two things, and so are loss1 and loss2.
        bare = [re.sub(r"^[A-Za-z]_|\d+$", "", word) for word in (name, meant)]
        if near := _nearly_the_same(s, name):
            return Cause(
                f"Python knows no {name} here, but line {near[1]} gives {near[0]} a value. Write the name alike in both "
                "places: each letter counts, and capitals are other letters."
            )
        if not meant or bare[0] == bare[1] or _made_by(s, name) or len(name) < 3:
            return None
        plural = name.rstrip("s") == meant.rstrip("s")
        missing = f" Or is a line missing that gives {name} a value?" if plural else ""
        return Cause(f"Python knows no {name} here. Did you mean: {meant!r}?{missing}")
    if s.error == "AttributeError" and (home := _but_for_capitals(s, name)):
        return Cause(f"There is no .{name}: capitals are other letters. Write {home}.")
    if s.error == "AttributeError" and (home := _exchanged_letters(s, name)):
        return Cause(f"There is no .{name}: letters are exchanged. Write {home}.")
    if s.error == "AttributeError" and (other := _without_what_it_is(name)):
        return Cause(f"There is no .{name}. In Python's Keras it is called {other}.")
    if s.error == "AttributeError" and meant:
        return Cause(f"There is no .{name}. Did you mean: {meant!r}?")
    return None


def _without_what_it_is(name: str) -> str:
    """Return Keras's name for what R's Keras calls optimizer_sgd or layer_dense; empty for any other."""
    what, _, rest = name.partition("_")
    names = (known for part, known in _PARTS.items() if part.startswith("keras."))
    known = {one.lower(): one for some in names for one in some}
    return known.get(rest.replace("_", ""), "") if what in ("optimizer", "layer") else ""


def _but_for_capitals(s: Situation, name: str) -> str:
    """Return what a module has under this name, but for capitals: ``pd.Series`` for ``pd.series``."""
    found = [home for known, home in _in_the_module(s) if known.lower() == name.lower()]
    return _as_imported(s, found[0]) if found else ""


def _exchanged_letters(s: Situation, name: str) -> str:
    """Return what a module has under a name of the same letters: ``keras.optimizers.SGD`` for ``SDG``."""
    found = [home for known, home in _in_the_module(s) if sorted(known) == sorted(name)]
    return _as_imported(s, found[0]) if found else ""


def _in_the_module(s: Situation) -> list[tuple[str, str]]:
    """Return known names, and where they stand, of the module that has no such attribute."""
    module = re.match(r"module '([\w.]+)' has no attribute", s.said)
    return [(k, home) for k, home in HOMES.items() if module and home == f"{module[1]}.{k}"]


def _nearly_the_same(s: Situation, name: str) -> tuple[str, int] | None:
    """Return the variable of the function at work that has this name but for capitals, or one letter of a long name; and its line."""
    for node in statements(s.running.body) if s.running else []:
        for own in assigned(node):
            one_letter_off = (
                len(name) > 7 and difflib.SequenceMatcher(None, own, name).ratio() > 0.93
            )
            if own != name and (own.lower() == name.lower() or one_letter_off):
                return own, node.lineno
    return None


def used_before_it_has_a_value(s: Situation) -> Cause | None:
    """A local variable that is not there yet: assigned later, only in a block, or under a function's name."""
    if s.error != "UnboundLocalError" or s.running is None:
        return None
    name = s.field("name") or s.said.partition("'")[2].partition("'")[0]
    nodes = list(statements(s.running.body))
    found = [node for node in nodes if name in assigned(node)]
    if not found:
        inner = [n for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)]
        names = [alias.asname or alias.name.partition(".")[0] for n in inner for alias in n.names]
        says = f"{name} is imported inside this function, and not before this line. Move its import to the top of the file."
        return Cause(says) if name in names else None
    first = found[0].lineno
    itself = any(isinstance(node, ast.AugAssign) and covers(node, s.line) for node in found)
    known = name in s.last.imported or s.last.definitions(name) or hasattr(builtins, name)
    if known and not itself:
        return Cause(
            f"Line {first} makes {name} a variable of this function. So Python does not take the {name} that is defined "
            "outside. Give the variable another name.",
            first,
        )
    return Cause(_no_value_yet(s, name, found, itself))


def _no_value_yet(s: Situation, name: str, found: list[ast.stmt], itself: bool) -> str:
    node = found[0]
    if isinstance(node, ast.For) and node.lineno == s.line:
        near = difflib.get_close_matches(name, arguments_of(s.running), n=1, cutoff=0.7)
        meant = f" Did you mean the argument {near[0]}?" if near else ""
        return f"The loop gives {name} its values, so what it goes through can't be {name} itself.{meant}"
    if isinstance(node, ast.Assign) and (meant := _box_of_a_like_name(s, name, node)):
        return f"{name} gets its value only in this line. Did you mean {meant}?"
    if itself or node.lineno == s.line:
        return (
            f"This line uses {name} to compute {name}, and {name} has no value yet. Give it one above, inside the function, "
            f"for example: {name} = 0."
        )
    if node.lineno > s.line:
        return (
            f"{name} is used here, and gets its value only in line {node.lineno}. Move that line up, or give {name} a first "
            "value above."
        )
    if isinstance(node, ast.For):
        return (
            f"The loop in line {node.lineno} gives {name} its values, and had nothing to go through. Should this line "
            "stand inside the loop?"
        )
    return (
        f"{name} gets its value only inside a block, in line {node.lineno}. That line was not reached. Give {name} a value "
        "before the block."
    )


def _box_of_a_like_name(s: Situation, name: str, node: ast.Assign) -> str:
    """Return ``models.Sequential`` for ``model = model.Sequential()``, where models is imported; empty elsewhere."""
    taken = [n for n in ast.walk(node.value) if isinstance(n, ast.Attribute)]
    taken = [n for n in taken if isinstance(n.value, ast.Name) and n.value.id == name]
    near = difflib.get_close_matches(name, s.last.imported, n=1, cutoff=0.7)
    return f"{near[0]}.{taken[0].attr}" if taken and near else ""


def name_taken(s: Situation) -> Cause | None:
    """A function's or a library's name that was given to a value: it can't be called any more."""
    if s.running is None:
        return None
    if s.said.endswith("not callable"):
        targets: list[ast.expr] = [call.func for call in s.nodes(ast.Call)]
    elif s.error == "AttributeError":
        targets = [node.value for node in s.nodes(ast.Attribute)]
    else:
        return None
    for target in targets:
        name = target.id if isinstance(target, ast.Name) else ""
        known = name in s.last.imported or (
            s.error == "TypeError"
            and (s.last.definitions(name) or callable(getattr(builtins, name, None)))
        )
        lines = [n.lineno for n in statements(s.running.body) if name in assigned(n)]
        lines = lines or [n.lineno for n in s.last.tree.body if name in assigned(n)]
        is_argument = name in arguments_of(s.running)
        own_value = s.kind(name) not in ("module", "function", "type", "")
        if known and own_value and (lines or is_argument):
            where = f"In line {lines[0]}, {name} becomes" if lines else f"The argument {name} is"
            return Cause(
                f"{where} the name of a value. So {name} no longer means what it did outside. Give the value another name.",
                lines[0] if lines else s.line,
            )
    return None


def library_not_installed(s: Situation) -> Cause | None:
    """A library that the course does not install."""
    module = s.field("name") if s.error == "ModuleNotFoundError" else ""
    first = module.partition(".")[0]
    if first not in NOT_INSTALLED:
        return None
    own = {alias for alias, module in s.last.imported.items() if module.partition(".")[0] == first}
    inside = ast.walk(s.running) if s.running else ()
    users = {n.lineno for n in inside if isinstance(n, ast.Name) and n.id in own}
    rest = ", and the lines that use it" if len(users) > 1 else ""
    return Cause(
        f"{NOT_INSTALLED[first]} is not installed in this course, and no lesson needs it. Delete this import{rest}. "
        f"{_in_its_place(s.last.text)}"
    )


def _in_its_place(text: str) -> str:
    """Say what does the work of a library that is not there."""
    found = next(
        (now for word, now in _IN_ITS_PLACE.items() if re.search(rf"\b{word}(\(| as )", text)), ""
    )
    return found or "Do the work with what the notebook of this lesson shows."


def file_of_the_course(s: Situation) -> Cause | None:
    """A file that stands beside the learner's."""
    module = str(s.field("name")) if s.error == "ModuleNotFoundError" else ""
    slugs = {lesson.slug for lesson in load_manifest().lessons}
    own = s.field("own", False) or module in slugs
    if not module or not own:
        return None
    return Cause(
        f"{module}.py stands in the folder mnist_course. Write: from mnist_course.{module} import …"
    )


def module_misspelt(s: Situation) -> Cause | None:
    """A module that is not there."""
    module = str(s.field("name")) if s.error == "ModuleNotFoundError" else ""
    first, _, part = module.partition(".")
    if not module or first in NOT_INSTALLED:
        return None
    if module in IMPORTS:
        return Cause(f"There is no module {module}. Write: `{IMPORTS[module]}`.")
    moved = [
        HOMES[alias.name]
        for node in s.nodes(ast.ImportFrom)
        for alias in node.names
        if HOMES.get(alias.name, "").startswith(f"{first}.")
    ]
    if moved:
        part, _, name = moved[0].rpartition(".")
        return Cause(
            f"There is no {module}. {name} stands in {part}. Write: `from {part} import {name}`."
        )
    if first in _MODULES:
        return (
            Cause(
                f"{first} has no part named {part}. Look in the notebook how it is imported there."
            )
            if part
            else None
        )
    near = difflib.get_close_matches(first, _MODULES, n=1, cutoff=0.75)
    if near:
        return Cause(f"There is no module {module}. Did you mean: {near[0]!r}?")
    return Cause(
        f"There is no module {module} here. Is its name right? The course needs no other libraries than the notebooks "
        "show: do without it."
    )


def not_in_the_module(s: Situation) -> Cause | None:
    """``from keras import Dense`` and other things that stand elsewhere."""
    missing = s.said.partition("cannot import name '")[2].partition("'")[0]
    if s.error != "ImportError" or not missing or not s.nodes(ast.ImportFrom):
        return None
    node = s.nodes(ast.ImportFrom)[0]
    if "circular import" in s.said:
        return None
    part = HOMES.get(missing, "").rpartition(".")[0]
    same_library = part.partition(".")[0] == (node.module or "").partition(".")[0]
    moved = f"from {part} import {missing}" if part and same_library else ""
    line = IMPORTS.get(missing, moved)
    if line.startswith("from ") and line != f"from {node.module} import {missing}":
        return Cause(f"{missing} stands in another module. Write: `{line}`.")
    function = load_manifest().functions.get(missing)
    if function and node.module != f"mnist_course.{function.slug}":
        return Cause(
            f"{missing} stands in {function.file}. Write: `from mnist_course.{function.slug} import {missing}`."
        )
    return Cause(
        f"{node.module or 'The folder of this file'} has no {missing}. Is the name misspelt, or is it in another module?"
    )


def library_of_an_import(s: Situation) -> Cause | None:
    """``PIL.Image.open`` after ``from PIL import Image``: the library's name is not known, what was imported is."""
    name = _unknown_name(s)
    for node in _around(s, name) if name else []:
        known = s.last.imported.get(node.attr, "") if isinstance(node, ast.Attribute) else ""
        if isinstance(node, ast.Attribute) and known == f"{name}.{node.attr}":
            return Cause(
                f"The file imports {node.attr} out of {name}, not {name} itself. Write {node.attr} in place of {short(node)}."
            )
    return None


def stored_and_never_used(s: Situation) -> Cause | None:
    """``loss, acc = …`` and then ``accuracy``: stored under one name, asked for under another."""
    name = _unknown_name(s)
    if not name or s.running is None or s.code is not Code.EXCEPTION:
        return None
    if _calling(s, name):
        return None
    read = {
        node.id
        for node in ast.walk(s.running)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    lines = [
        node
        for node in statements(s.running.body)
        if isinstance(node, ast.Assign) and node.lineno < s.line
    ]
    stored = {own: node for node in lines for own in assigned(node)}
    left = {own: node for own, node in stored.items() if own not in read and _may_be(own, name)}
    alone = {own for own, node in stored.items() if own not in read and len(assigned(node)) == 1}
    if not left and len(alone) == 1 and _hands_on_just(s, name):
        left = {own: stored[own] for own in alone}
    if len(left) != 1:
        return None
    own, node = next(iter(left.items()))
    return Cause(
        f"No line gives {name} a value. Line {node.lineno} stores {own}, and no line uses it. Did you mean {own}? Write the same "
        "name in both places."
    )


def _calling(s: Situation, name: str) -> list[ast.AST]:
    """Return the nodes that call what has this name, or take a part of it."""
    return [
        node
        for node in _around(s, name)
        if isinstance(node, ast.Attribute) or getattr(getattr(node, "func", None), "id", "") == name
    ]


def _may_be(own: str, name: str) -> bool:
    """Whether two names are likely to mean one thing: acc and accuracy, scaled and X_scaled; not X_train and y_train."""
    bare = [re.sub(r"^[A-Za-z]_|\d+$", "", word) for word in (own, name)]
    if bare[0] == bare[1] and min(len(own), len(name)) == len(bare[0]) + 2:
        return False
    short_one, long_one = sorted((own.lower(), name.lower()), key=len)
    shared = {*short_one.split("_")} & {*long_one.split("_")}
    begins = len(short_one) > 1 and long_one.startswith(short_one)
    return begins or any(len(word) > 2 for word in shared) or bare[0] == bare[1]


def _hands_on_just(s: Situation, name: str) -> bool:
    """Whether the line at work gives back what has this name, or hands it on under an argument's name, and nothing else."""
    wholes = [
        node.value
        for node in s.last.nodes
        if isinstance(node, ast.Return | ast.keyword) and covers(node, s.line)
    ]
    return any(isinstance(whole, ast.Name) and whole.id == name for whole in wholes)


_ENDS_OF_BLOCKS = ("end", "endif", "endfor", "endwhile", "endfunction", "fi", "done", "begin")
"""Words around a block in MATLAB, Julia, shells and other languages."""


def end_of_another_language(s: Situation) -> Cause | None:
    """``end`` behind a block."""
    name = _unknown_name(s)
    if name not in _ENDS_OF_BLOCKS or all(short(node) != name for node in s.nodes(ast.stmt)):
        return None
    return Cause(
        f"Other languages end a block with {name}. In Python the indentation alone shows where it ends. Delete line {s.line}."
    )


def tried_out_in_the_file(s: Situation) -> Cause | None:
    """A line outside of every function that calls one of them with a name of the notebook's own."""
    name = _unknown_name(s)
    if s.code is not Code.IMPORT or s.frame["function"] != "<module>" or not name:
        return None
    own = {node.name for node in s.own.tree.body if isinstance(node, ast.FunctionDef)}
    line = next((node for node in s.own.tree.body if covers(node, s.line)), None)
    called = {n.id for n in ast.walk(line) if isinstance(n, ast.Name)} & own if line else set()
    if not called or isinstance(line, ast.FunctionDef | ast.ClassDef):
        return None
    return Cause(
        f"Line {s.line} tries {min(called)} out, outside of every function. It runs when the file is read, and {name} has no value "
        "there. The place for such lines is the notebook: delete this one, and those around it that try too."
    )


def name_of_this_file(s: Situation) -> Cause | None:
    """``visualize.plot_digit`` in visualize.py."""
    name = _unknown_name(s)
    if not name or name != PurePosixPath(s.last.file).stem or not _around(s, name):
        return None
    return Cause(
        f"{name} is this very file. What stands in it has no {name}. in front of it: take it away, with the dot."
    )


def nowhere_defined(s: Situation) -> Cause | None:
    """A name that has no value where it is used."""
    name = _unknown_name(s)
    if not name:
        return None
    own = arguments_of(s.running)
    meant = [argument for argument in own if argument.rstrip("s") == name.rstrip("s")]
    if meant and _made_by(s, name):
        return Cause(f"Python knows no {name} here. Did you mean the argument {meant[0]}?")
    for node in _around(s, name):
        if isinstance(node, ast.Subscript) and re.search(r"(name|label|class|categor)", name):
            return Cause(
                f"{name} comes from a course about pictures of clothes or the like, where each class has a name. A digit needs none: "
                f"{short(node.slice)} is the digit itself. Write it in place of {short(node)}."
            )
    if "cache" in own and name in ("inputs", "probabilities"):
        return Cause(
            f"{name} comes in the cache, which forward made. Take it out first: inputs, probabilities = cache"
        )
    if meant_there := _of_the_loop(s, name):
        return Cause(f"{meant_there} Write the same name in both places.")
    if other := _made_by(s, name):
        made = _made_as_there(s, other, name)
        return Cause(
            f"{name} is a variable of {other}: other functions do not know it. "
            + (
                f"Give it its value here, too: {made}"
                if made
                else "Give it a value here, too, or take it in as an argument."
            )
        )
    short_for = [word for word in own if "".join(part[:1] for part in word.split("_")) == name]
    if len(name) > 1 and short_for:
        return Cause(f"Python knows no {name} here. Did you mean the argument {short_for[0]}?")
    if unknown := _no_such_function(s, name):
        return unknown
    if dotted := _dotted_name(s, name):
        return Cause(
            f"In Python, a name has no dot in it: {dotted} is a part of {name}, and there is no {name}. Write "
            f"{dotted.replace('.', '_')}, here and below."
        )
    arguments = arguments_of(s.running)
    known = f" The function's arguments are: {', '.join(arguments)}." if arguments else ""
    if name in notebook_names() and arguments and s.running is not None:
        return Cause(
            f"No line of {s.running.name} gives {name} a value. Cells of the notebook do, and this file does not know them. Compute it "
            f"here first, from the arguments: {', '.join(arguments)}."
        )
    return Cause(
        f"No line above gives {name} a value: no import, no argument, no `{name} = …`.{known} Is it misspelt? Is a line "
        "missing? Or is it a text that needs quotes?"
    )


def never_begun(s: Situation) -> Cause | None:
    """``matrix[i, j] += 1`` or ``found.append(…)``, where nothing has made the table or the list."""
    name, running = _unknown_name(s), s.running
    if not name or running is None:
        return None
    have = [*arguments_of(running), *(one for n in statements(running.body) for one in assigned(n))]
    alike = difflib.get_close_matches(name, have, cutoff=0.7)
    for node in _around(s, name) if not alike else []:
        if isinstance(node, ast.Attribute) and node.attr == "append":
            start = f"an empty list: {name} = []"
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            text = isinstance(node.slice, ast.JoinedStr) or (
                isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)
            )
            start = f"an empty dict: {name} = {{}}" if text else "an array of zeros: np.zeros(…)"
        else:
            continue
        return Cause(
            f"Line {s.line} puts something into {name}, and no line has made it before. Begin above the loop with {start}"
        )
    return None


def _dotted_name(s: Situation, name: str) -> str:
    """Return the first name with a dot that gets a value under an unknown owner: warmup.steps."""
    for node in s.last.nodes:
        target = node.targets[0] if isinstance(node, ast.Assign) and covers(node, s.line) else None
        if isinstance(target, ast.Attribute) and getattr(target.value, "id", "") == name:
            return f"{name}.{target.attr}"
    return ""


def _unknown_name(s: Situation) -> str:
    if s.code not in (Code.EXCEPTION, Code.IMPORT) or s.error != "NameError":
        return ""
    return str(s.field("name"))


def _around(s: Situation, name: str) -> list[ast.AST]:
    """Return the nodes that this name stands in, where it was at work."""
    names = [node for node in s.nodes(ast.Name) if node.id == name]
    return [
        node for node in s.last.nodes if any(child in names for child in ast.iter_child_nodes(node))
    ]


def _takes_a_text(node: ast.AST, name: str) -> bool:
    """Whether a name stands where a library takes a text: activation=relu, .astype(float32), history[loss]."""
    if isinstance(node, ast.keyword):
        return node.arg in _TEXT_ARGUMENTS and node.arg != name
    if isinstance(node, ast.List):
        return name in ("accuracy", "loss")
    if isinstance(node, ast.Subscript):
        is_key = getattr(node.slice, "id", "") == name
        return is_key and "history" in ast.unparse(node.value)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") != name:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        return name not in _VARIABLES_TOO or called in _TEXT_METHODS
    return False


def _used_as_a_library(s: Situation, name: str) -> bool:
    """Whether a name is used as the library would be: a module has parts, a class is called."""
    is_module = IMPORTS[name].startswith("import ") or name in _PARTS_OF_KERAS
    for node in _around(s, name):
        if isinstance(node, ast.Attribute):
            # layers.append(…) is about a list.
            values = {*dir(list), *dir(dict), *dir(np.ndarray)}
            return name not in _PARTS_OF_KERAS or node.attr not in values
        if isinstance(node, ast.Call) and not is_module:
            return getattr(node.func, "id", "") == name
    return False


def _made_by(s: Situation, name: str) -> str:
    """Return the function, not the one at work, that has a variable of this name."""
    for node in s.last.nodes:
        inside = isinstance(node, ast.FunctionDef) and node is not s.running and node.body
        if inside and any(name in assigned(line) for line in statements(inside)):
            return str(getattr(node, "name", ""))
    return ""


def _no_such_function(s: Situation, name: str) -> Cause | None:
    """Say what to do about the call of a function that nobody knows."""
    if name == "in_the_middle":
        return Cause(
            "in_the_middle came with the file, ready to be used, and it is gone. `course reset 12` brings a fresh file, and keeps "
            "yours beside it. Copy the function from there, or your lines into it."
        )
    called = [n for n in s.last.nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    if any(
        call.func.id == name and covers(call, s.line)
        for call in called
        if isinstance(call.func, ast.Name)
    ):
        if "numpy" in s.last.imported.values() and callable(getattr(np, name, None)):
            return Cause(
                f"Python itself has no function {name}. NumPy has one: write np.{name}(…)."
            )
        instead = _IN_ITS_PLACE.get(
            name, "Compute it with what the file imports, or compare the name with the notebook's."
        )
        return Cause(
            f"There is no function {name} here: the file neither defines it nor imports it. {instead}"
        )
    return None


def _made_as_there(s: Situation, other: str, name: str) -> str:
    """Return how another function makes its variable, where that can be written in this one: ``n = len(labels)``."""
    known = {*arguments_of(s.running), *s.last.imported, *dir(builtins)}
    for definition in s.last.definitions(other):
        for node in statements(definition.body):
            if isinstance(node, ast.Assign) and short(node.targets[0]) == name:
                return short(node) if names_in(node.value) <= known else ""
    return ""


def _called_in_the_loop(s: Situation, name: str) -> tuple[str, int] | None:
    """Return what the loop around this line calls one of the things of this name, and its line: l in ``for l in model.layers``."""
    for node in statements(s.running.body) if s.running else []:
        around = isinstance(node, ast.For) and covers(node, s.line)
        if isinstance(node, ast.For) and around and isinstance(node.target, ast.Name):
            things = short(node.iter).rpartition(".")[2]
            if things == f"{name}s" and node.target.id != name:
                return node.target.id, node.lineno
    return None


def _of_the_loop(s: Situation, name: str) -> str:
    """Say what a loop calls its values, where another name in it has no value; empty where none is near."""
    if called := _called_in_the_loop(s, name):
        return f"Python knows no {name} here. The loop of line {called[1]} calls it {called[0]}."
    if near := _in_the_comprehension(s, name):
        return f"Nothing gives {name} a value. The for in the same line calls its values {near}."
    if pair := _pair_of_the_loop(s, name):
        return f"No line above gives {name} a value. The loop in line {pair[1]} calls its two things {pair[0]}: are they meant?"
    return ""


def _in_the_comprehension(s: Situation, name: str) -> str:
    """Return what a comprehension calls its values, where a part of that name has no value: d for digit."""
    kinds = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    for node in ast.walk(s.running) if s.running else []:
        if not isinstance(node, kinds) or name not in names_in(node):
            continue
        targets = [
            n.id for one in node.generators for n in ast.walk(one.target) if isinstance(n, ast.Name)
        ]
        alike = [one for one in targets if one.startswith(name) or name.startswith(one)]
        if len(alike) == 1:
            return alike[0]
    return ""


def _pair_of_the_loop(s: Situation, name: str) -> tuple[str, int] | None:
    """Return the names of a loop that gives two things, where two names in its body have no value: ``(row, column)``."""
    names = s.unknown_names
    for loop in statements(s.running.body) if s.running else []:
        if not isinstance(loop, ast.For) or not covers(loop, s.line):
            continue
        unknown = {node.id for node in names if any(covers(n, node.lineno) for n in loop.body)}
        pairs = [node for node in ast.walk(loop.target) if isinstance(node, ast.Tuple)]
        alone = [[short(part) for part in pair.elts] for pair in pairs if len(pair.elts) == 2]
        alone = [names for names in alone if all(map(str.isidentifier, names))]
        if name in unknown and len(unknown) == 2 and len(alone) == 1:
            return " and ".join(alone[0]), loop.lineno
    return None


def _begins_the_line(s: Situation, name: str) -> bool:
    lines = s.last.lines
    line = lines[s.line - 1] if 0 < s.line <= len(lines) else ""
    return bool(re.match(rf"\s*{name}\b\s*[(\[]", line))


def _taken_from(name: str, arguments: list[str]) -> str:
    """Say how a pair among the arguments is taken apart, where the name says from which: X_train, train."""
    first, _, rest = name.partition("_")
    if rest in arguments and first in ("X", "y", "x"):
        return f"For example: X_{rest}, y_{rest} = {rest}"
    return ""


_SET_ON_AXES = (
    *("set_title", "set_xlabel", "set_ylabel", "set_xlim", "set_ylim"),
    *("set_xticks", "set_yticks"),
)
"""Methods of an Axes that plt has without set_."""

_PARTS_OF_KERAS = ("layers", "models", "optimizers", "losses", "metrics", "callbacks", "time")
"""Modules whose names are good names for lists and numbers, too."""

_OF_NOTEBOOKS = re.compile(r"[Xy]_\w+|mlp|cnn|model|history|(five_)?(images|labels)")
"""Variables of the notebooks that no function would make for itself, but for those that `words_of_the_reference` has."""

_MODULES = (
    *("numpy", "pandas", "matplotlib", "tensorflow", "keras", "PIL", "coursekit", "mnist_course"),
    *("random", "collections", "itertools", "statistics"),
)


def result_without_a_name(s: Situation) -> Cause | None:
    """``table.plot(…)`` in a line of its own, and ``ax`` below it."""
    if s.error != "NameError" or s.running is None or s.field("name") not in _RESULTS:
        return None
    name = s.field("name")
    for node in statements(s.running.body):
        made = node.value if isinstance(node, ast.Expr) and node.lineno < s.line else None
        if isinstance(made, ast.Call) and called_name(made) in _RESULTS[name]:
            return Cause(
                f"Line {node.lineno} makes what you call {name} below, and keeps it under no name. Write there: {name} = {short(made.func)}(…)",
                node.lineno,
            )
    return None


_RESULTS = {
    "ax": ("plot", "gca", "add_subplot", "axes"),
    "fig": ("figure", "gcf"),
    "model": ("Sequential", "Model"),
    "history": ("fit",),
    "probabilities": ("predict",),
}
"""By the names that the notebooks use, the calls that give such a thing."""


def argument_renamed(s: Situation) -> Cause | None:
    """Another name for an argument in the first line, and the old one below it."""
    own, asked = arguments_of(s.definition), s.function.arguments
    name = s.field("name")
    # A helper has arguments of its own.
    if s.error != "NameError" or s.running is not s.definition or len(own) != len(asked):
        return None
    if name not in asked or name in own:
        return None
    now = own[[*asked].index(name)]
    return Cause(
        f"The first line of your function calls this argument {now}. Write {now} for {name}: in all lines the same name.",
        also=tuple(
            f"{other}, which is {mine} now"
            for other, mine in zip(asked, own, strict=True)
            if other not in (mine, name)
            and other in names_in(ast.Module(s.definition.body if s.definition else [], []))
        ),
    )


def dot_for_underscore(s: Situation) -> Cause | None:
    """``max.shift`` for ``max_shift``: names as R writes them."""
    if s.error not in ("AttributeError", "NameError") or s.running is None:
        return None
    known = {*arguments_of(s.running)}
    known |= {name for node in statements(s.running.body) for name in assigned(node)}
    for node in s.nodes(ast.Attribute):
        meant = short(node).replace(".", "_")
        if meant in known:
            return Cause(
                f"A dot in a name asks for a part of what stands in front of it. Your variable is called {meant}, with a line below. "
                f"Write {meant} for {short(node)}."
            )
    return None


def name_of_a_dict_as_an_attribute(s: Situation) -> Cause | None:
    """``history.val_accuracy``, as in JavaScript."""
    if "'dict' object has no attribute" not in s.said or s.field("name") == "history":
        return None
    called = [call.func for call in s.last.nodes if isinstance(call, ast.Call)]
    for node in s.nodes(ast.Attribute):
        if node.attr == s.field("name") and node not in called:
            return Cause(
                f"{short(node.value)} is a dict. Its parts are taken by their names, in quotes and square brackets: "
                f'{short(node.value)}["{node.attr}"]'
            )
    return None


RULES = (
    *(
        letters_of_another_alphabet,
        name_behind_a_library,
        method_of_the_generator,
        method_of_a_method,
        loop_takes_the_name,
    ),
    *(
        result_without_a_name,
        argument_renamed,
        dot_for_underscore,
        short_name_of_another_library,
        quotes_forgotten,
        constant_misspelt,
        end_of_another_language,
        library_of_an_import,
        import_missing,
        function_for_an_argument,
        tried_out_in_the_file,
        function_of_another_file,
        notebook_variable,
        wrong_module_under_a_name,
        stands_elsewhere,
        not_in_numpy,
        never_begun,
        misspelt,
        name_of_a_dict_as_an_attribute,
    ),
    *(
        used_before_it_has_a_value,
        name_taken,
        library_not_installed,
        file_of_the_course,
        module_misspelt,
    ),
    not_in_the_module,
)
