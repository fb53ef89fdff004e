"""Names of libraries: where each stands, how it gets into a file, and what does the work of those that are not here."""

KERAS_LAYERS = (
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


PARTS = {
    "keras.optimizers.schedules": (
        *("CosineDecay", "ExponentialDecay", "PiecewiseConstantDecay", "PolynomialDecay"),
        *("InverseTimeDecay", "CosineDecayRestarts", "LearningRateSchedule"),
    ),
    "keras.callbacks": (
        *("History", "Callback", "ModelCheckpoint", "LearningRateScheduler", "ReduceLROnPlateau"),
        "EarlyStopping",
    ),
    "keras.layers": (*KERAS_LAYERS, "GaussianNoise", "LeakyReLU", "SpatialDropout2D"),
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


HOMES = {name: f"{part}.{name}" for part, names in PARTS.items() for name in names}
"""Where a name stands in its library."""


IMPORTS = {
    **{
        name: f"from {part} import {name}"
        for part, names in PARTS.items()
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
    "transformers": "Transformers",
    "tensorflow_addons": "TensorFlow Addons",
}
"""Libraries of tutorials that the course does without."""


IN_ITS_PLACE = {
    "heatmap": "In place of heatmap: first fig, ax = plt.subplots(). Then ax.imshow(…), and ax.text(…) for the numbers.",
    "ConfusionMatrixDisplay": "Draw the matrix that comes in: ax.imshow(…) for the colours, ax.text(…) for each count.",
    "countplot": "In place of countplot: pd.Series(labels).value_counts().",
    "train_test_split": "In place of train_test_split: slices. The first n_valid digits, [:n_valid], are the validation set. "
    "The rest, [n_valid:], is the training set.",
    "accuracy_score": "In place of accuracy_score: np.mean(predicted == labels), or what model.evaluate gives.",
    "confusion_matrix": "Count the pairs yourself: begin with np.zeros((n, n), dtype=int), and write matrix[a, p] += 1 in a loop "
    "over zip(actual, predicted).",
    **dict.fromkeys(
        ("fetch_openml", "fetch_mldata"),
        "All that uses it goes, too: return what mnist.load_data() gives.",
    ),
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


IN_KERAS = {
    "Linear|FullyConnected": "keras.layers.Dense(outputs)",
    "Conv2d": "keras.layers.Conv2D(…)",
    "Sequential|Module": "keras.Sequential([…])",
    "ReLU|relu": 'activation="relu" in a layer',
    "(Log)?Softmax|(log_)?softmax": 'activation="softmax" in a layer',
    "(Adaptive)?MaxPool2d|max_pool2d": "keras.layers.MaxPooling2D(…)",
    "BatchNorm[12]d": "keras.layers.BatchNormalization()",
    "Dropout[12]d": "keras.layers.Dropout(…)",
    "CrossEntropyLoss|NLLLoss": 'the loss "sparse_categorical_crossentropy"',
    "Momentum(Optimizer)?": "keras.optimizers.SGD(learning_rate=…)",
    r"ReduceLR\w*": "keras.callbacks.ReduceLROnPlateau(…)",
    r"\w+LR|LRScheduler|\w*([Ww]arm_?[Uu]p|OneCycle|Annealing|Cosine\w*(Decay|Schedule))\w*|get_\w+_schedule\w*": "keras.optimizers.schedules.CosineDecay(0.0, …) with warmup_target (the highest rate) and warmup_steps; decay_steps counts what comes after",
}
"""What Keras has for the names of other libraries, and for some that nobody has: the more important ones first."""


WAYS_OF_NUMPY = {
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
    "flatten": "All numbers in one row: np.ravel(…). A row for each image: x.reshape(len(x), -1).",
    "sigmoid": "Compute it: 1 / (1 + np.exp(-z)).",
    **dict.fromkeys(("sub", "div", "mul"), "Write the sign: -, / or *."),
    "product": "Write np.prod(…).",
    "permute": "Write np.transpose(…).",
    **dict.fromkeys(("add_axis", "unsqueeze"), "Write x[np.newaxis]."),
    "sqr": "Write np.square(…).",
}
"""What NumPy has in place of others' names."""


SHORT_NAMES = {
    "sns": "seaborn",
    "cv2": "OpenCV",
    "sk": "scikit-learn",
    "torch": "PyTorch",
    "sp": "SciPy",
    "skimage": "scikit-image",
}

FUNCTIONS_ELSEWHERE = {
    **dict.fromkeys(("sizeof", "numel", "length", "strlen", "length_of"), "Write len(…)."),
    "count": "How many things there are is len(…); how many of them are true, np.sum(…).",
    **dict.fromkeys(("echo", "disp", "printf", "fprintf", "println", "puts"), "Write print(…)."),
    **dict.fromkeys(("num2str", "strval", "to_string", "String"), "Write str(…)."),
    **dict.fromkeys(("intval", "parseInt", "str2int"), "Write int(…)."),
    **dict.fromkeys(("floatval", "parseFloat", "str2double", "Number"), "Write float(…)."),
    **dict.fromkeys(
        ("sprintf", "number_format", "toFixed"),
        'An f-string puts a value into a text: f"{value:.4f}" shows it with four digits behind the point.',
    ),
    **dict.fromkeys(("implode", "join", "strjoin"), 'Texts of a list are joined with "".join(…).'),
    **dict.fromkeys(("array_push", "push"), "Write things.append(…)."),
    **dict.fromkeys(("array_sum",), "Write sum(…)."),
    **dict.fromkeys(("array_keys", "keys"), "The names in a dict d: d.keys()."),
    **dict.fromkeys(
        ("in_array", "ismember", "isset", "contains", "includes"),
        "Ask with the word in: value in things.",
    ),
    **dict.fromkeys(
        ("isempty", "is_empty"),
        "Write len(…) == 0, or {0} is None where nothing may have been given.",
    ),
    **dict.fromkeys(("is_null", "isnull", "isNull"), "Ask with the word is: value is None."),
    **dict.fromkeys(("repmat", "rep"), "Write np.tile(…)."),
    **dict.fromkeys(
        ("randi", "rand", "randn", "rnorm", "runif", "mt_rand"),
        "Chance comes from the generator: rng.integers(…), rng.normal(…) and the like.",
    ),
    **dict.fromkeys(("seq", "xrange"), "Write range(…)."),
    "c": "A list stands in square brackets: [a, b].",
    "size": "An array has its sizes in .shape: write {0}.shape.",
    **dict.fromkeys(("mod", "rem", "fmod"), "Write a % b."),
    **dict.fromkeys(
        ("max_index", "which", "find"), "The places where something is true: np.flatnonzero(…)."
    ),
}
"""Functions of C, C#, Java, JavaScript, MATLAB, PHP and R, and what to write here."""
