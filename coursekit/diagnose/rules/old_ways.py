"""What Keras 1 and 2, TensorFlow 1, NumPy, pandas, matplotlib and Pillow once had, and what to write now.

The versions are those of the libraries' own release notes and migration guides: Keras 3's "Migrating Keras 2 code to Keras
3" and its release notes, TensorFlow's "Migrate to TensorFlow 2" and releases 2.6 to 2.16, NumPy's 1.20, 1.24 and 2.0,
pandas' 1.0 to 3.0, matplotlib's API changes, Pillow's deprecations and removals.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from coursekit.diagnose.library_names import PARTS
from coursekit.diagnose.situation import Cause, Situation, Source
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    covers,
    first_name,
    names_in,
    short,
    statements,
)
from coursekit.worker.names import Code


@dataclass(frozen=True)
class OldWay:
    """Something that is gone.

    Attributes
    ----------
    name
        How code writes it: a module or function by its full name ("numpy.int"); ".name" for what belongs to an object of
        any kind; "name=" for an argument.
    since
        The version without it; empty for what objects of a newer kind call otherwise.
    now
        What to write: code, or words with code between backticks.
    needs
        A word that must stand in the same line or in the error, where the name alone says too little.
    anyhow
        It is to blame whatever went wrong: it is still there, and does not work together with Keras 3.
    """

    name: str
    since: str
    now: str
    needs: str = ""
    anyhow: bool = False


_DENSE = "from keras.layers import Dense, Flatten"

OLD_WAYS = (
    # Keras: modules.
    OldWay("tensorflow.python.keras", "TensorFlow 2.16", "import keras", anyhow=True),
    OldWay("tf_keras", "Keras 3", "import keras"),
    OldWay("keras.layers.core", "Keras 2.6", _DENSE),
    OldWay(
        "keras.layers.convolutional", "Keras 2.6", "from keras.layers import Conv2D, MaxPooling2D"
    ),
    OldWay("keras.layers.pooling", "Keras 2.6", "from keras.layers import MaxPooling2D"),
    OldWay(
        "keras.layers.normalization", "Keras 2.6", "from keras.layers import BatchNormalization"
    ),
    OldWay("keras.layers.advanced_activations", "Keras 2.6", "from keras.layers import LeakyReLU"),
    OldWay("keras.layers.noise", "Keras 2.6", "from keras.layers import GaussianNoise"),
    OldWay("keras.layers.merge", "Keras 2.6", "from keras.layers import Concatenate"),
    OldWay("keras.layers.recurrent", "Keras 2.6", "from keras.layers import LSTM"),
    OldWay("keras.layers.wrappers", "Keras 2.6", "from keras.layers import TimeDistributed"),
    OldWay("keras.layers.embeddings", "Keras 2.6", "from keras.layers import Embedding"),
    OldWay(
        "keras.layers.experimental",
        "Keras 3",
        "from keras.layers import Rescaling",
    ),
    OldWay(
        "keras.utils.np_utils",
        "Keras 2.13",
        "nothing: the labels stay plain numbers here. Leave it away",
    ),
    OldWay("keras.utils.vis_utils", "Keras 2.13", "from keras.utils import plot_model"),
    OldWay("keras.utils.generic_utils", "Keras 2.13", "the functions of `keras.utils`"),
    OldWay("keras.utils.layer_utils", "Keras 3", "the functions of `keras.utils`"),
    OldWay(
        "keras.preprocessing.image.ImageDataGenerator",
        "Keras 3",
        "a function of your own, `shift_images` in lesson 10. Call it before each epoch, and fit one epoch at a time. One "
        "keras.callbacks.History(), in the callbacks of each fit, keeps them all",
    ),
    OldWay("keras.preprocessing.text", "Keras 3", "keras.layers.TextVectorization"),
    OldWay("keras.wrappers.scikit_learn", "Keras 2.12", "model.fit(…)"),
    OldWay("keras.engine", "Keras 2.13", "from keras.layers import Layer, Input"),
    OldWay(
        "keras.optimizers.legacy",
        "Keras 3",
        "the same name without `legacy`, such as `keras.optimizers.Adam`",
    ),
    OldWay("keras.optimizers.experimental", "Keras 3", "keras.optimizers.SGD"),
    OldWay("keras.optimizer_v1", "Keras 2.13", "keras.optimizers.SGD"),
    OldWay("keras.optimizer_v2", "Keras 2.13", "keras.optimizers.SGD"),
    OldWay("keras.optimizers.gradient_descent_v2", "Keras 2.13", "keras.optimizers.SGD"),
    OldWay("keras.optimizers.adam_v2", "Keras 2.13", "keras.optimizers.Adam"),
    OldWay("keras.optimizers.sgd", "Keras 3", "`keras.optimizers.SGD`, in capitals"),
    OldWay("keras.optimizers.adam", "Keras 3", "`keras.optimizers.Adam`, with a capital A"),
    OldWay("keras.initializers.normal", "Keras 3", "keras.initializers.RandomNormal()"),
    # Keras: the backend of Keras 1 and 2.
    *(
        OldWay(f"keras.backend.{name}", "Keras 3", f"keras.ops.{now}(…)")
        for name, now in {
            "argmax": "argmax",
            "mean": "mean",
            "sum": "sum",
            "cast": "cast",
            "clip": "clip",
            "log": "log",
            "exp": "exp",
            "max": "max",
            "dot": "matmul",
            "flatten": "ravel",
            "reshape": "reshape",
            "equal": "equal",
            "square": "square",
            "softmax": "softmax",
            "relu": "relu",
            "categorical_crossentropy": "categorical_crossentropy",
            "sparse_categorical_crossentropy": "sparse_categorical_crossentropy",
        }.items()
    ),
    OldWay(
        "keras.backend.set_value",
        "Keras 3",
        "the rate where the optimizer is made, as in `SGD(learning_rate=…)`",
    ),
    OldWay("keras.backend.get_value", "Keras 3", "float(optimizer.learning_rate)"),
    OldWay("keras.backend.set_session", "Keras 2.4", "nothing: there are no sessions any more"),
    OldWay("keras.backend.get_session", "Keras 2.4", "nothing: there are no sessions any more"),
    OldWay("keras.backend.tensorflow_backend", "Keras 2.4", "import keras"),
    OldWay(
        "keras.backend.set_image_dim_ordering",
        "Keras 2.3",
        'keras.config.set_image_data_format("channels_last")',
    ),
    OldWay("keras.backend.image_dim_ordering", "Keras 2.3", "keras.config.image_data_format()"),
    OldWay("keras.backend.function", "Keras 3", "keras.Model(inputs, outputs)"),
    OldWay("keras.backend.eval", "Keras 3", "keras.ops.convert_to_numpy(…)"),
    OldWay("keras.backend.variable", "Keras 3", "keras.Variable(…)"),
    OldWay("keras.backend.placeholder", "Keras 3", "keras.Input(…)"),
    OldWay("keras.backend.learning_phase", "Keras 3", "the argument `training=…`"),
    # Keras: methods of a model.
    OldWay(".predict_classes", "Keras 2.6", "np.argmax(model.predict(images), axis=1)"),
    OldWay(".predict_proba", "Keras 2.6", "model.predict(images)"),
    OldWay(".predict_generator", "Keras 3", "model.predict(…)"),
    OldWay(".fit_generator", "Keras 3", "model.fit(…)"),
    OldWay(".evaluate_generator", "Keras 3", "model.evaluate(images, labels)"),
    OldWay(".get_input_shape_at", "Keras 3", "layer.input.shape"),
    OldWay(".get_output_shape_at", "Keras 3", "layer.output.shape"),
    OldWay(".output_shape", "Keras 3", "layer.output.shape"),
    OldWay(".output_dim", "Keras 2", "layer.units"),
    OldWay(".nb_filter", "Keras 2", "layer.filters"),
    OldWay(".lr", "Keras 2.11", "optimizer.learning_rate"),
    # Keras: arguments.
    OldWay("lr=", "Keras 2.11", "learning_rate=…"),
    OldWay("experimental_steps_per_execution=", "TensorFlow 2.4", "steps_per_execution=…"),
    OldWay("input=", "Keras 3", "inputs=…", needs="Model"),
    OldWay("output=", "Keras 3", "outputs=…", needs="Model"),
    OldWay("b=", "matplotlib 3.6", "visible=…, or leave it away: ax.grid(True)", needs="grid"),
    OldWay("nb_epoch=", "Keras 2", "epochs=…"),
    OldWay("samples_per_epoch=", "Keras 2", "steps_per_epoch=…"),
    OldWay("nb_val_samples=", "Keras 2", "validation_steps=…"),
    OldWay("workers=", "Keras 3", "nothing: leave it away"),
    OldWay("use_multiprocessing=", "Keras 3", "nothing: leave it away"),
    OldWay("max_queue_size=", "Keras 3", "nothing: leave it away"),
    OldWay("max_q_size=", "Keras 2", "nothing: leave it away"),
    OldWay("show_accuracy=", "Keras 1", "nothing: leave it away. The metrics of compile do it"),
    OldWay("class_mode=", "Keras 1", "`loss=…` in compile"),
    OldWay("output_dim=", "Keras 2", "units=…", needs="Dense"),
    OldWay("batch_input_shape=", "Keras 3", "`batch_shape=…` in `keras.Input`"),
    OldWay("init=", "Keras 2", "kernel_initializer=…"),
    OldWay("W_regularizer=", "Keras 2", "kernel_regularizer=…"),
    OldWay("b_regularizer=", "Keras 2", "bias_regularizer=…"),
    OldWay("border_mode=", "Keras 2", "padding=…"),
    OldWay("subsample=", "Keras 2", "strides=…"),
    OldWay("nb_filter=", "Keras 2", "filters=…"),
    OldWay("nb_row=", "Keras 2", "kernel_size=(…, …)"),
    OldWay("nb_col=", "Keras 2", "kernel_size=(…, …)"),
    OldWay("dim_ordering=", "Keras 2", "data_format=…"),
    OldWay("p=", "Keras 2", "rate=…", needs="Dropout"),
    # TensorFlow 1.
    OldWay(
        "tensorflow.train.cosine_decay",
        "TensorFlow 2",
        "keras.optimizers.schedules.CosineDecay(…)",
    ),
    OldWay(
        "tensorflow.train.exponential_decay",
        "TensorFlow 2",
        "keras.optimizers.schedules.ExponentialDecay(…)",
    ),
    *(
        OldWay(
            f"tensorflow.train.{name}", "TensorFlow 2", f"keras.optimizers.{now}(learning_rate=…)"
        )
        for name, now in {
            "GradientDescentOptimizer": "SGD",
            "AdamOptimizer": "Adam",
            "RMSPropOptimizer": "RMSprop",
            "MomentumOptimizer": "SGD",
            "AdagradOptimizer": "Adagrad",
        }.items()
    ),
    OldWay(
        "tensorflow.compat.v1.train",
        "Keras 3",
        "keras.optimizers.SGD(learning_rate=…)",
        anyhow=True,
    ),
    OldWay("tensorflow.placeholder", "TensorFlow 2", "keras.Input(…)"),
    OldWay(
        "tensorflow.Session",
        "TensorFlow 2",
        "nothing: call the function, and it is computed at once",
    ),
    OldWay(
        "tensorflow.InteractiveSession",
        "TensorFlow 2",
        "nothing: what you call is computed at once",
    ),
    OldWay("tensorflow.ConfigProto", "TensorFlow 2", "nothing: leave it away"),
    OldWay(
        "tensorflow.global_variables_initializer",
        "TensorFlow 2",
        "nothing: variables have their values at once",
    ),
    OldWay(
        "tensorflow.initialize_all_variables",
        "TensorFlow 2",
        "nothing: variables have their values at once",
    ),
    OldWay("tensorflow.get_variable", "TensorFlow 2", "tf.Variable(…)"),
    OldWay("tensorflow.reset_default_graph", "TensorFlow 2", "keras.utils.clear_session()"),
    OldWay("tensorflow.get_default_graph", "TensorFlow 2", "nothing: there is no graph any more"),
    OldWay("tensorflow.set_random_seed", "TensorFlow 2", "keras.utils.set_random_seed(…)"),
    OldWay("tensorflow.layers", "TensorFlow 2", "keras.layers.Dense(…)"),
    OldWay(
        "tensorflow.contrib",
        "TensorFlow 2",
        "what Keras has, such as `keras.layers` and `keras.optimizers`",
    ),
    OldWay(
        "tensorflow.examples",
        "TensorFlow 2",
        "`from coursekit import mnist`, and in the function only `return mnist.load_data()`",
    ),
    OldWay("tensorflow.estimator", "TensorFlow 2.16", "a Keras model, and `model.fit(…)`"),
    OldWay("tensorflow.log", "TensorFlow 2", "tf.math.log(…)"),
    OldWay("tensorflow.to_float", "TensorFlow 2", 'tf.cast(x, "float32")'),
    OldWay("tensorflow.to_int32", "TensorFlow 2", 'tf.cast(x, "int32")'),
    OldWay("tensorflow.random_normal", "TensorFlow 2", "tf.random.normal(…)"),
    OldWay("tensorflow.random_uniform", "TensorFlow 2", "tf.random.uniform(…)"),
    OldWay("tensorflow.truncated_normal", "TensorFlow 2", "tf.random.truncated_normal(…)"),
    OldWay("tensorflow.arg_max", "TensorFlow 2", "tf.argmax(…)"),
    OldWay("tensorflow.confusion_matrix", "TensorFlow 2", "tf.math.confusion_matrix(…)"),
    OldWay("tensorflow.mul", "TensorFlow 1", "tf.multiply(…)"),
    OldWay("tensorflow.sub", "TensorFlow 1", "tf.subtract(…)"),
    OldWay("tensorflow.logging", "TensorFlow 2", "nothing: leave it away"),
    OldWay("tensorflow.app", "TensorFlow 2", "nothing: leave it away"),
    OldWay("tensorflow.flags", "TensorFlow 2", "nothing: leave it away"),
    # NumPy.
    *(
        OldWay(f"numpy.{name}", "NumPy 1.24", f"`{now}`, without np.")
        for name, now in {
            "int": "int",
            "float": "float",
            "object": "object",
            "str": "str",
        }.items()
    ),
    OldWay("numpy.float_", "NumPy 2.0", "np.float64"),
    OldWay("numpy.complex_", "NumPy 2.0", "np.complex128"),
    OldWay("numpy.unicode_", "NumPy 2.0", "np.str_"),
    OldWay("numpy.string_", "NumPy 2.0", "np.bytes_"),
    OldWay("numpy.Inf", "NumPy 2.0", "np.inf"),
    OldWay("numpy.Infinity", "NumPy 2.0", "np.inf"),
    OldWay("numpy.infty", "NumPy 2.0", "np.inf"),
    OldWay("numpy.NaN", "NumPy 2.0", "np.nan"),
    OldWay("numpy.NAN", "NumPy 2.0", "np.nan"),
    OldWay("numpy.product", "NumPy 2.0", "np.prod(…)"),
    OldWay("numpy.cumproduct", "NumPy 2.0", "np.cumprod(…)"),
    OldWay("numpy.sometrue", "NumPy 2.0", "np.any(…)"),
    OldWay("numpy.alltrue", "NumPy 2.0", "np.all(…)"),
    OldWay("numpy.round_", "NumPy 2.0", "np.round(…)"),
    OldWay("numpy.in1d", "NumPy 2.4", "np.isin(…)"),
    OldWay("numpy.trapz", "NumPy 2.4", "np.trapezoid(…)"),
    OldWay("numpy.asfarray", "NumPy 2.0", 'np.asarray(x, dtype="float64")'),
    OldWay("numpy.asscalar", "NumPy 1.23", "`x.item()`, with x your value"),
    OldWay("numpy.msort", "NumPy 2.0", "np.sort(x, axis=0)"),
    OldWay("numpy.mat", "NumPy 2.0", "np.asarray(…)"),
    OldWay("numpy.cast", "NumPy 2.0", 'x.astype("float32")'),
    OldWay("numpy.find_common_type", "NumPy 2.0", "np.result_type(…)"),
    OldWay(".itemset", "NumPy 2.0", "a[place] = value"),
    OldWay(".newbyteorder", "NumPy 2.0", "a.view(a.dtype.newbyteorder())"),
    OldWay(".ptp", "NumPy 2.0", "np.ptp(a)"),
    OldWay(
        ".randint",
        "",
        "`rng.integers(low, high)`. It leaves out high: for n things, (0, n), without - 1",
        needs="Generator",
    ),
    OldWay(
        ".randn",
        "",
        "`rng.standard_normal((a, b))`, with the sizes in brackets of their own",
        needs="Generator",
    ),
    OldWay(
        ".rand",
        "",
        "`rng.random((a, b))`, with the sizes in brackets of their own",
        needs="Generator",
    ),
    OldWay(".random_sample", "", "rng.random(size)", needs="Generator"),
    OldWay(".random_integers", "", "rng.integers(low, high)", needs="Generator"),
    # pandas.
    OldWay("pandas.value_counts", "pandas 3.0", "pd.Series(labels).value_counts()"),
    OldWay("pandas.Int64Index", "pandas 2.0", "pd.Index(…)"),
    OldWay("pandas.Float64Index", "pandas 2.0", "pd.Index(…)"),
    OldWay("pandas.Panel", "pandas 0.25", "pd.DataFrame(…)"),
    OldWay("pandas.datetime", "pandas 2.0", "import datetime"),
    OldWay("pandas.np", "pandas 2.0", "import numpy as np"),
    OldWay("pandas.rolling_mean", "pandas 0.23", "series.rolling(n).mean()"),
    OldWay("pandas.scatter_matrix", "pandas 0.23", "pd.plotting.scatter_matrix(…)"),
    OldWay("pandas.io.json.json_normalize", "pandas 2", "pd.json_normalize(…)"),
    OldWay(".append", "pandas 2.0", "pd.concat([a, b])", needs="'Series' object"),
    OldWay(
        ".ix",
        "pandas 1.0",
        "`.loc[…]`, which looks for the names in the index, or `.reindex(…)`, where some may be missing",
    ),
    OldWay(".as_matrix", "pandas 1.0", ".to_numpy()"),
    OldWay(".get_value", "pandas 1.0", ".at[…]"),
    OldWay(".set_value", "pandas 1.0", ".at[…] = value"),
    OldWay(".iteritems", "pandas 2.0", ".items()"),
    OldWay(".applymap", "pandas 3.0", ".map(…)"),
    OldWay(".sort", "pandas 0.20", "`.sort_index()` or `.sort_values()`", needs="'Series' object"),
    OldWay(".order", "pandas 0.20", ".sort_values()"),
    OldWay(".mad", "pandas 2.0", "(s - s.mean()).abs().mean()"),
    OldWay(".get_values", "pandas 1.0", ".to_numpy()"),
    OldWay("line_terminator=", "pandas 2.0", "lineterminator=…"),
    # matplotlib.
    OldWay("matplotlib.pyplot.hold", "matplotlib 3.0", "nothing: drawings are always added"),
    OldWay(".hold", "matplotlib 3.0", "nothing: drawings are always added"),
    OldWay(".set_axis_bgcolor", "matplotlib 2.2", "ax.set_facecolor(…)"),
    OldWay("axisbg=", "matplotlib 2.2", "facecolor=…"),
    OldWay("normed=", "matplotlib 3.1", "density=…"),
    OldWay("matplotlib.cm.get_cmap", "matplotlib 3.9", "plt.get_cmap(…)"),
    OldWay("matplotlib.pyplot.cm.get_cmap", "matplotlib 3.9", "plt.get_cmap(…)"),
    OldWay("matplotlib.cm.register_cmap", "matplotlib 3.9", "matplotlib.colormaps.register(…)"),
    OldWay(".set_window_title", "matplotlib 3.6", "fig.canvas.manager.set_window_title(…)"),
    OldWay(".is_first_col", "matplotlib 3.6", "ax.get_subplotspec().is_first_col()"),
    OldWay(".is_last_row", "matplotlib 3.6", "ax.get_subplotspec().is_last_row()"),
    OldWay(".get_axis_bgcolor", "matplotlib 2.2", "ax.get_facecolor()"),
    # Pillow.
    OldWay("PIL.Image.ANTIALIAS", "Pillow 10", "Image.Resampling.BOX"),
    OldWay("PIL.Image.LINEAR", "Pillow 10", "Image.Resampling.BILINEAR"),
    OldWay("PIL.Image.CUBIC", "Pillow 10", "Image.Resampling.BICUBIC"),
    OldWay("PIL.Image.fromstring", "Pillow 3", "Image.frombytes(…)"),
    OldWay(".tostring", "Pillow 3, NumPy 2.3", ".tobytes()"),
    OldWay(".textsize", "Pillow 10", ".textbbox((0, 0), text)"),
    OldWay(".getsize", "Pillow 10", ".getbbox(text)"),
)
"""What is gone."""

STYLES = "matplotlib 3.8"
"""The version that no longer has the styles named "seaborn-…"."""

_KEYS = {"acc": "accuracy", "val_acc": "val_accuracy"}
"""Keras 2.3 and later call these entries of a history otherwise."""


def old_way(s: Situation) -> Cause | None:
    """A name, an argument or a module that an older version had."""
    if s.code not in (
        Code.EXCEPTION,
        Code.IMPORT,
        Code.DEMAND,
        Code.WRONG_KIND,
        Code.UNREADABLE_OBJECT,
    ):
        return None
    nodes = _nodes_at_work(s)
    written = {name: node for node in nodes for name in _written(s.last, node)}
    line = " ".join(ast.unparse(node) for node in nodes if isinstance(node, ast.stmt))
    ways = [
        (way, written[name])
        for way in OLD_WAYS
        for name in written
        if _is_it(name, way.name) and way.needs in f"{line} {s.said}"
    ]
    for way, node in ways:
        if _to_blame(s, way):
            says = _sentences(way, _uses_of(s.last, way, node))
            plain = isinstance(node, ast.ImportFrom) and way.name.startswith("keras.layers.")
            if isinstance(node, ast.ImportFrom) and plain and node.names[0].name != "*":
                names = ", ".join(alias.name for alias in node.names)
                says = says.replace(way.now, f"from keras.layers import {names}")
            others = [other for other, _ in ways if other.name.endswith("=") and other is not way]
            if way.name.endswith("=") and others:
                # The next error would tell of the next one.
                name, now = others[0].name, others[0].now
                gone = now.startswith("nothing: ")
                says += f" So is `{name}`." if gone else f" And in place of `{name}`: `{now}`."
            also = _gone_with_it(s, getattr(node, "lineno", s.line))
            return Cause(says, getattr(node, "lineno", s.line), also=also)
    return None


def _gone_with_it(s: Situation, line: int) -> tuple[str, ...]:
    """Return the old methods of models in the function's other lines: the next error would tell of them."""
    found = [way for way in OLD_WAYS if re.fullmatch(r"\.\w+_(generator|classes)", way.name)]
    methods = {way.name: way.now for way in found}
    nodes = [*ast.walk(s.running)] if s.running else s.last.nodes
    sessions = [
        n
        for n in nodes
        if isinstance(n, ast.Attribute) and s.last.dotted(n) == "tensorflow.Session"
    ]
    return tuple(
        f"{short(n)} in line {n.lineno} (now nothing: TensorFlow computes at once)"
        for n in sessions
    ) or tuple(
        f".{node.attr} in line {node.lineno} (now `{methods[f'.{node.attr}']}`)"
        for node in nodes
        if isinstance(node, ast.Attribute) and f".{node.attr}" in methods and node.lineno != line
    )


def class_with_forward(s: Situation) -> Cause | None:
    """A class with a method forward, as PyTorch makes networks."""
    if s.function.returns != "model" or s.definition is None or s.code is Code.NOT_WRITTEN:
        return None
    for node in ast.walk(s.definition):
        if isinstance(node, ast.ClassDef) and any(
            re.search(r"Mod(el|ule)$", short(base)) for base in node.bases
        ):
            forward = [
                n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "forward"
            ]
            if forward:
                return Cause(
                    "A class with a method forward is PyTorch's way. Here, a network is a row of layers: model = keras.Sequential(). Then add them, "
                    "one after the other: model.add(…). Return model.",
                    node.lineno,
                )
    return None


def fixed_names_of_metrics(s: Situation) -> Cause | None:
    """``history["loss"]`` in the drawing of any history."""
    asked = s.error == "KeyError" and s.function.name == "plot_learning_curves"
    lists = {
        short(loop.target)
        for loop in ast.walk(s.running or ast.Pass())
        if isinstance(loop, ast.For) and isinstance(loop.iter, ast.List | ast.Tuple)
    }
    for item in s.nodes(ast.Subscript) if asked else []:
        key = getattr(item.slice, "value", None)
        if s.said == repr(key) and key in _variables_around(s, item):
            return Cause(
                f"In quotes, {key} is only a text, and not the loop's variable. Take the quotes away wherever that one is meant: "
                f"{short(item.value)}[{key}]"
            )
        fixed = isinstance(item.slice, ast.Constant) or short(item.slice) in lists
        if fixed and first_name(s.value_of(item.value)) in arguments_of(s.running):
            return Cause(
                f"The history need not hold {s.said}: which metrics it has depends on the training. Name none of them. "
                "pd.DataFrame(history) has a column for each. Its .plot(…) draws them all, and gives the Axes."
            )
    return None


def _variables_around(s: Situation, item: ast.Subscript) -> set[str]:
    """Return the variables of the loops and comprehensions around a piece of code."""
    loops = (n for n in s.last.nodes if isinstance(n, ast.For | ast.ListComp | ast.DictComp))
    around = [loop for loop in loops if item in ast.walk(loop)]
    targets = [part.target for n in around for part in getattr(n, "generators", [n])]
    return {name for target in targets for name in names_in(target)}


def old_key(s: Situation) -> Cause | None:
    """``history["acc"]``."""
    key = s.said.strip("'\"")
    of_history = [
        item
        for item in s.nodes(ast.Subscript)
        if "history" in short(item.value) and not isinstance(s.value_of(item.value), ast.Dict)
    ]
    if s.error != "KeyError" or key not in _KEYS or not of_history:
        return None
    return Cause(
        f'Keras calls it "{_KEYS[key]}" now; "{key}" is gone since Keras 2.3. Write: "{_KEYS[key]}".'
        + "".join(f' And in line {line}: "{_KEYS[other]}".' for line, other in _other_old_keys(s))
    )


def _other_old_keys(s: Situation) -> list[tuple[int, str]]:
    """Return the lines below that ask a History for an old key, and the key."""
    return [
        (item.lineno, str(item.slice.value))
        for item in ast.walk(s.running or ast.Pass())
        if isinstance(item, ast.Subscript) and isinstance(item.slice, ast.Constant)
        if item.lineno > s.line and item.slice.value in _KEYS and "history" in short(item.value)
    ]


def old_names_of_metrics(s: Situation) -> Cause | None:
    """``dict(zip(model.metrics_names, …))["accuracy"]``."""
    body = [*statements(s.running.body)] if s.running and s.error == "KeyError" else []
    made = {
        name for node in body if "metrics_names" in ast.unparse(node) for name in assigned(node)
    }
    if not any(short(item.value) in made for item in s.nodes(ast.Subscript)):
        return None
    return Cause(
        "Since Keras 3, model.metrics_names holds other names: loss and compile_metrics. evaluate gives the loss first, then the "
        "accuracy. Take them apart: loss, accuracy = …."
    )


def old_style(s: Situation) -> Cause | None:
    """``plt.style.use("seaborn")``."""
    if not re.match(r"'seaborn(?!-v0_8)[\w-]*' is not a valid package style", s.said):
        return None
    return Cause(
        f'The styles named "seaborn" are gone since {STYLES}. Delete the line: the course needs no style. '
        '(Or write "seaborn-v0_8".)'
    )


def _uses_of(source: Source, way: OldWay, node: ast.AST) -> str:
    """Say what to write where an optimizer stands that an import no longer brings; empty elsewhere."""
    names = [alias.asname or alias.name for alias in getattr(node, "names", ())]
    if not way.name.startswith(("keras.optimizers.", "keras.optimizer_")):
        return ""
    for use in source.nodes:
        last = short(use).rpartition(".")[2] if first_name(use) in names else ""
        if last in PARTS["keras.optimizers"]:
            line = getattr(use, "lineno", 0)
            return f"Delete this line. Where {short(use)} stands (line {line}), write keras.optimizers.{last}."
    return ""


def _sentences(way: OldWay, uses: str = "") -> str:
    name = way.name.strip(".")
    for module, alias in (("tensorflow.", "tf."), ("numpy.", "np."), ("pandas.", "pd.")):
        name = name.replace(module, alias) if "python" not in name else name
    nothing = way.now.removeprefix("nothing: ")
    write = way.now if "`" in way.now else f"`{way.now}`"
    action = f"Write now: {write}" if nothing == way.now else f"{nothing[0].upper()}{nothing[1:]}."
    action = uses or action
    if not way.since:
        return f"`{name}` is an older name, which this object does not have. {action}"
    return f"`{name}` is from an old version: since {way.since} it does not work any more. {action}"


def _nodes_at_work(s: Situation) -> list[ast.AST]:
    """Return the statement at work, with all that is in it; after a check's demand, the function's statements."""
    found = [n for n in s.last.nodes if isinstance(n, ast.stmt) and _is_it_here(s, n)]
    return [inner for node in found for inner in ast.walk(node)]


def _is_it_here(s: Situation, node: ast.stmt) -> bool:
    simple = not isinstance(
        node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.If | ast.With | ast.Try
    )
    if s.code in (Code.EXCEPTION, Code.IMPORT):
        return covers(node, s.line) and (simple or getattr(node, "lineno", 0) == s.line)
    return simple and s.definition is not None and covers(s.definition, node.lineno)


def _written(source: Source, node: ast.AST) -> Iterator[str]:
    """Say how a node writes a thing that may be gone."""
    if isinstance(node, ast.Attribute):
        dotted = source.dotted(node)
        yield (
            dotted.removeprefix("tensorflow.") if dotted.startswith("tensorflow.keras") else dotted
        )
        yield f".{node.attr}"
    elif isinstance(node, ast.keyword) and node.arg:
        yield f"{node.arg}="
    elif isinstance(node, ast.Name) and node.id in source.imported:
        yield (
            source.imported[node.id].removeprefix("tensorflow.")
            if "tensorflow.keras" in source.imported[node.id]
            else source.imported[node.id]
        )
    elif isinstance(node, ast.Import):
        yield from (alias.name.replace("tensorflow.keras", "keras") for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        module = (node.module or "").replace("tensorflow.keras", "keras")
        yield from (f"{module}.{alias.name}" for alias in node.names)


def _is_it(written: str, name: str) -> bool:
    return written == name or (name[0] != "." and written.startswith(f"{name}."))


def _to_blame(s: Situation, way: OldWay) -> bool:
    """Whether what happened is about this name: the error says it."""
    if way.anyhow:
        return True
    if s.code not in (Code.EXCEPTION, Code.IMPORT):
        return False
    word = re.escape(way.name.strip(".=").rpartition(".")[2])
    if s.last.definitions(s.said.partition("()")[0]):
        # A function of the file has the arguments that it has.
        return False
    if not way.name.endswith("="):
        missing = ("AttributeError", "ImportError", "ModuleNotFoundError")
        return s.error in missing and bool(re.search(rf"\b{word}\b", f"{s.said} {s.field('name')}"))
    # A layer without its units says that they are missing, not that output_dim= is unknown.
    now = re.escape(way.now.partition("=")[0])
    return bool(
        re.search(
            rf"(?:argument|recognized|passed to)\b.*\b{word}\b|missing .* '{now}'|keyword \w+_{word} is not",
            s.said,
        )
    )


RULES = (
    old_way,
    class_with_forward,
    fixed_names_of_metrics,
    old_key,
    old_names_of_metrics,
    old_style,
)
