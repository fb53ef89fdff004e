"""What the words of an exception mean: a table, for errors of Python and the libraries that no other rule knows.

A row has the exception's type, words of it, and what to say. ``{0}`` and so on are the groups of the words.
"""

import ast
import re
from dataclasses import dataclass

from coursekit.diagnose.library_names import KERAS_LAYERS
from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import called_name, calls_in, short
from coursekit.worker.names import Code


@dataclass(frozen=True)
class _Words:
    """Words of an exception, and what they mean: `cause` names it, `type` is the exception's, "" for any; `certain` if one slip leads to them."""

    cause: str
    type: str
    words: str
    says: str
    certain: bool = False


_NUMBER = r"'(?:numpy\.)?u?(?:int|float)\d*'"

_KIND = r"'(?:[\w.]*\.)?(\w+)'"
"""A type as an error calls it: its last name."""

_LONG = 60
"""Of a value that an error's words show, so many characters are told: "(None, 28, 28, 32)" has 18."""

_PLAIN = {
    **dict.fromkeys(("int", "float", "int64", "float64", "float32", "uint8"), "number"),
    **{"str": "text", "ndarray": "array", "bool": "yes or no"},
}
"""What types are called in the sentences."""

_TABLE = (
    _Words(
        "none_has_no",
        "",
        r"NoneType",
        "Something is None there. A function without a return line gives back None, and so do calls that only change "
        "something: list.sort(), model.compile(…).",
    ),
    _Words(
        "list_to_number",
        "TypeError",
        r"float\(\) argument must be .* not 'list'",
        "float(…) makes one number, and here it gets a list. Take the list apart first: a, b = …",
    ),
    _Words(
        "array_to_number",
        "TypeError",
        r"only (?:0-dimensional|length-1|size-1) arrays can be converted",
        "float(…) and int(…) make one number, and this is an array of many. Make one number of it first: its mean, (…).mean(), or the "
        'place of its largest, (…).argmax(). To change the type of all its numbers: .astype("float32").',
    ),
    _Words(
        "to_a_number",
        "TypeError",
        rf"(?:int|float)\(\) argument must be .* not {_KIND}",
        "A number is wanted, and here stands a {0}. Take the number out of it first.",
    ),
    _Words(
        "not_among_them",
        "ValueError",
        r"^(?:np\.\w+\()?(-?\d+|'.{1,30}')\)? is not in (?:list|tuple)",
        ".index(…) gives the first place of a value, and {0} is not there. It need not be: choose among the places themselves, or ask first.",
    ),
    _Words(
        "not_in_the_list",
        "ValueError",
        r"is not in (?:list|tuple)|tuple\.index\(x\): x not in tuple",
        ".index(…) looks for the very same value, and it is not there. To find the first that is large enough, go through the list "
        "in a loop and compare with >=.",
    ),
    _Words(
        "layers_of_one_name",
        "ValueError",
        r"should have unique names\. Name '(.+?)' is already",
        "Two layers have the name {0}, and each needs its own. Leave name=… away: Keras finds names itself.",
    ),
    _Words(
        "name_of_a_metric",
        "ValueError",
        r"could not convert string to float: (?:np\.str_\()?('(?:accuracy|loss|compile_metrics)')",
        "{0} is a text, and no number. Is it in quotes in this line? Leave them away. Or was a dict taken apart? That gives its names, "
        "and .values() gives the numbers. return_dict=True makes such a dict: leave it away.",
    ),
    _Words(
        "text_to_a_number",
        "ValueError",
        r"could not convert string to float: (?:np\.str_\()?('.*?')",
        "{0} is a text, not a number. Look at where it comes from.",
    ),
    _Words(
        "text_to_a_whole_number",
        "ValueError",
        r"invalid literal for int\(\) with base 10: (.+)",
        "int(…) reads whole numbers, and {0} is none. Look at where it comes from.",
    ),
    _Words(
        "ambiguous",
        "ValueError",
        r"truth value of an? \w+ .*is ambiguous",
        "if, and, or want one yes or no, and here are many: one for each number. So do sorted and max: they compare single numbers. For "
        "all of an array use (…).all() or (…).any(), and & or | between two.",
    ),
    _Words(
        "no_parts",
        "ValueError",
        r"not enough values to unpack \(expected (\d+), got 0\)",
        "{0} names wait for a value there, and none comes: it is empty. Print it in the line above.",
    ),
    _Words(
        "too_few_parts",
        "ValueError",
        r"not enough values to unpack \(expected (\d+), got (\d+)\)",
        "{0} names wait for a value there, and only {1} come. Write as many names as there are values.",
    ),
    _Words(
        "too_many_parts",
        "ValueError",
        r"too many values to unpack \(expected (\d+)",
        "{0} names wait for a value there, and more values come. Keep them together under one name, or write as many names as "
        "there are values.",
    ),
    _Words(
        "one_to_unpack",
        "TypeError",
        r"cannot unpack non-iterable (?:[\w.]*\.)?(\w+) object",
        "Several names wait for a value there, and a single {0} comes. Does something in the line take only one of the values?",
    ),
    _Words(
        "cast_in_place",
        "UFuncTypeError",
        r"Cannot cast ufunc",
        "Signs such as /= and *= write into the array that came in. It can't hold the new kind of numbers. Make a new "
        "array: a = a / b, not a /= b.",
    ),
    _Words(
        "read_only",
        "ValueError",
        r"(?:destination|array) is read-only",
        "This array must not be changed. Make a new one: a = a / b, or a.copy() first.",
    ),
    _Words(
        "two_values_for_one_call",
        "TypeError",
        r"^(?:float|bool) expected at most 1 argument, got (\d+)",
        "float(…) and bool(…) take one value each, and here come {0}. Call it for each: float(a), float(b).",
    ),
    _Words(
        "type_for_the_result",
        "TypeError",
        r"return arrays must be of ArrayType",
        "The third place of np.divide and its like is for an array that takes the result. For another type of numbers, leave it away, and "
        "write .astype(…) behind the call.",
    ),
    _Words(
        "given_twice",
        "TypeError",
        r"got multiple values for argument '(\w+)'",
        "The call gives {0} twice: once by its place among the others, once by its name. Is what stands in its place meant for another "
        "argument? Then write that one's name in front of it. If not, take it away.",
    ),
    _Words(
        "tuple_is_fixed",
        "TypeError",
        r"'tuple' object does not support item assignment",
        "A tuple can't get new parts. Take it apart, W, b = …, and change the array itself, as W -= … does.",
    ),
    _Words(
        "text_is_fixed",
        "TypeError",
        r"'str' object does not support item assignment",
        "The letters of a text can't be changed. Make a new text.",
    ),
    _Words(
        "resize_wants_a_pair",
        "ValueError",
        r"Unknown resampling filter",
        "resize takes the size as one pair, in brackets of its own: resize((width, height), Image.Resampling.BOX).",
    ),
    _Words(
        "learning_rate_is_no_number",
        "ValueError",
        r"Argument `learning_rate` should be float.*Received instead: learning_rate=(.*)",
        "The learning rate must be a plain number, or a schedule. Here it is another thing: {0}.",
    ),
    _Words(
        "loss_was_called",
        "TypeError",
        r"missing 2 required positional arguments: 'y_true' and 'y_pred'",
        "The brackets call the loss at once, without labels. Leave them away, or write its name in quotes: "
        '"sparse_categorical_crossentropy".',
    ),
    _Words(
        "percent_sign_in_a_text",
        "ValueError",
        r"incomplete format|unsupported format character",
        "In a text with %, each % begins a place for a value, which ends with a letter: %.4f. The sign % itself is written twice: %%. In "
        "an f-string, once is enough.",
    ),
    _Words(
        "nobody_types",
        "EOFError",
        r"EOF when reading a line",
        "While the checks run, nobody can type anything. Take input(…) away: the function's arguments bring the values.",
    ),
    _Words(
        "number_is_no_list",
        "TypeError",
        rf"{_NUMBER} object is not iterable|iteration over a 0-d",
        "A single number can't be gone through, as for, sum and list do. To count up to it: for i in range(…).",
    ),
    _Words(
        "number_has_no_places",
        "",
        rf"{_NUMBER} object is not subscriptable|invalid index to scalar variable",
        "A single number has no places, and here [ ] stands behind one. Is one of the brackets in this line too many?",
    ),
    _Words(
        "one_after_the_other",
        "TypeError",
        r"object of type '(zip|map|filter|enumerate|generator)' has no len",
        "{0} gives its things one after the other, and has no length. Make a list of them first: list(…).",
    ),
    _Words(
        "number_has_no_length",
        "TypeError",
        rf"object of type {_NUMBER} has no len|len\(\) of unsized",
        "A single number has no length. len(…) is for arrays and lists.",
    ),
    _Words(
        "too_many_indices",
        "IndexError",
        r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed",
        "Between the brackets stand {1} places, and this array takes {0} at most. Look at its shape.",
    ),
    _Words(
        "list_with_two_places",
        "TypeError",
        r"list indices must be integers or slices, not tuple",
        "This is a list: it takes one whole number in its brackets. For places such as [row, column], make an array of it "
        "first: np.array(…).",
    ),
    _Words(
        "decimal_index",
        "",
        r"indices must be integers or slices, not (?:numpy\.)?float|only integers, slices|arrays used as indices must be of",
        "Places are whole numbers, and here is something else. Draw whole numbers with rng.integers(…), divide with "
        "//, or use int(…).",
    ),
    _Words(
        "list_with_a_name",
        "TypeError",
        r"list indices must be integers or slices, not (?:[\w.]*\.)?(\w+)",
        "This is a list: its places are whole numbers, and here is a {0}. Only a dict is asked by name.",
    ),
    _Words(
        "tuple_with_a_name",
        "TypeError",
        r"tuple indices must be integers or slices",
        "This is a tuple: several things in one, with whole numbers as places. Take it apart first: a, b = …",
    ),
    _Words(
        "text_with_a_name",
        "TypeError",
        r"string indices must be integers",
        "This is a text, and its places are whole numbers. A loop over a dict gives its names: use .items() for both.",
    ),
    _Words(
        "decimal_slice",
        "TypeError",
        r"slice indices must be integers",
        "The ends of a slice are whole numbers, and here is something else. Where a division made it, divide with //. Or use int(…).",
    ),
    _Words(
        "array_for_a_place",
        "TypeError",
        r"only integer scalar arrays can be converted to a scalar index",
        "One whole number is wanted there, and an array came. Is it one of several arrays for np.concatenate or its like? These go into "
        "one list: ([a, b]). Is it several places of a list? Make an array of the list first: np.array(…).",
    ),
    _Words(
        "no_whole_number",
        "TypeError",
        r"'(?:[\w.]*\.)?(?!float)(\w+)' object cannot be interpreted as an integer",
        "A whole number is wanted there, and here is a {0}. Look at where it comes from.",
    ),
    _Words(
        "out_of_bounds",
        "IndexError",
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        "Place {0} was asked for; the number of places is {2}, and 0 is the first. {at}Where does each of the two numbers come from?",
    ),
    _Words(
        "list_too_short",
        "IndexError",
        r"(list|tuple|string) index out of range",
        "The {0} has no such place: its last one is len(…) - 1, and an empty one has none. {at}How long is it, and which place was asked "
        "for?",
    ),
    _Words(
        "assigned_behind_the_end",
        "IndexError",
        r"list assignment index out of range",
        "A list has no place there yet: only places that exist can be given a value. To add to it: .append(…).",
    ),
    _Words(
        "pop_from_empty",
        "IndexError",
        r"pop from empty",
        "Nothing is left in the list to take out. Look at how often pop is called.",
    ),
    _Words(
        "size_with_decimals",
        "TypeError",
        r"expected a sequence of integers or a single integer, got '?(.+?)'?$",
        "Sizes are whole numbers, and here {0} stands in the place of one. // divides without decimals.",
    ),
    _Words(
        "text_raised",
        "TypeError",
        r"exceptions must derive from BaseException",
        'raise needs an error, and something else stands there. A text is put into one: raise ValueError("…").',
    ),
    _Words(
        "shape_in_one_bracket",
        "TypeError",
        r"(normal|uniform|integers|random|standard_normal)\(\) takes at most (\d+) positional arguments? \(\d+ given\)",
        "{0} takes the shape as one thing: put brackets around its sizes, as in (a, b).",
    ),
    _Words(
        "matmul_of_sizes",
        "ValueError",
        r"mismatch in its core dimension 0.*\(size (\d+) is different from (\d+)\)",
        "For a @ b, a must have as many columns as b has rows. Here the left one has {1} columns, and the right one {0} rows. .T "
        "turns an array. Is one missing here, or one too many?",
    ),
    _Words(
        "matmul",
        "ValueError",
        r"mismatch in its core dimension|shapes \(.*\) and \(.*\) not aligned",
        "For a @ b, a must have as many columns as b has rows. Look at both shapes: must one be turned (.T), or was it made "
        "with its two sizes swapped?",
    ),
    _Words(
        "empty_slice",
        "ValueError",
        r"could not broadcast input array from shape (\((?:\d+,)*0(?:,\d*)*\)) into",
        "What you put in is empty: its shape is {0}. A slice is empty when it begins below 0 or behind the end. So is "
        "one that ends at -0, which is 0. Print where it begins and ends.",
    ),
    _Words(
        "broadcast_into",
        "ValueError",
        r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
        "What you put in has the shape {0}, the place for it {1}. The two must be the same. A slice, [begin:end], has the size end "
        "minus begin, and it stops at the edge of the array. Print both shapes: which one is not what you mean?",
    ),
    _Words(
        "broadcast",
        "ValueError",
        r"could not be broadcast together",
        "The sign works place by place, so the two shapes must fit together: look at both. Which one is not what you mean? Behind a "
        "sum or mean along an axis, keepdims=True keeps them alike. A matrix product has the sign @.",
    ),
    _Words(
        "shape_mismatch_index",
        "IndexError",
        r"shape mismatch: indexing arrays",
        "The two lists of places have different lengths. Take as many rows as columns: np.arange(len(labels)) beside labels.",
    ),
    _Words(
        "boolean_index",
        "IndexError",
        r"boolean index did not match",
        "The array of yes and no has another length than what it chooses from. Compare both shapes.",
    ),
    _Words(
        "reshape",
        "ValueError",
        r"cannot reshape array of size (\d+) into shape (\(.*?\))",
        "{0} numbers don't fill the shape {1}. Multiply its sizes: the product must be {0}. One of them may be -1: NumPy computes it. To make a "
        "picture smaller or larger, Pillow has resize.",
    ),
    _Words(
        "ticks_and_labels",
        "ValueError",
        r"The number of FixedLocator locations \((\d+)\).*does not match the number of labels \((\d+)\)",
        "Here are {0} ticks and {1} labels. Each tick has one label. Make the labels from as many numbers as there are ticks: "
        "range(len(…)), not a fixed list.",
    ),
    _Words(
        "unequal_parts",
        "ValueError",
        r"array split does not result in an equal division",
        "np.split makes parts of one size only, and the last batch may be smaller. Cut the parts yourself, from start to start + size. "
        "A slice that goes too far ends where the array ends.",
    ),
    _Words(
        "ragged",
        "ValueError",
        r"inhomogeneous shape",
        "An array needs rows of one length, and here are pieces of different shapes. Look at what each piece is.",
    ),
    _Words(
        "several_in_one_place",
        "ValueError",
        r"setting an array element with a sequence",
        "One place of this array holds one number, and here come several. Compare the shapes of both sides.",
    ),
    _Words(
        "concatenate_shapes",
        "ValueError",
        r"all (?:the )?input array",
        "Arrays can only be put together when their other sizes are the same. Compare their shapes.",
    ),
    _Words(
        "axis",
        "AxisError",
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        "There is no axis {0} here: the number of axes is {1}, counted from 0. Choose another, or is it another array than you mean?",
    ),
    _Words(
        "weights_of_average",
        "",
        r"Axis must be specified when shapes of a and weights differ|Shape of weights must be consistent",
        "np.average got another number of weights than of places. Are height and width swapped somewhere, or axis=0 and axis=1?",
    ),
    _Words(
        "type_misspelt",
        "TypeError",
        r"data type '(.+)' not understood",
        'NumPy knows no type "{0}". Write it as one word in small letters, such as "float32".',
        certain=True,
    ),
    _Words(
        "zeros_type",
        "TypeError",
        r"as a data type",
        'A type of numbers is wanted there, such as "float32". The sizes of an array need brackets of their own: np.zeros((2, 3)).',
    ),
    _Words(
        "same_lengths",
        "ValueError",
        r"All arrays must be of the same length|Length of values .* does not match",
        "The columns have different lengths. Print len(…) of each.",
    ),
    _Words(
        "pictures_as_a_column",
        "ValueError",
        r"Per-column arrays must each be 1-dimensional",
        "A column of a table has one number in each row, and here come whole pictures. Leave the table away: choose a place, and take "
        "both arrays there, images[place] and labels[place].",
    ),
    _Words(
        "rows_for_columns",
        "ValueError",
        r"(\d+) columns passed, passed data had (\d+) columns",
        "DataFrame takes each of these lists for a row, and you mean columns. It makes columns of a dict, with their names: "
        "pd.DataFrame(history).",
    ),
    _Words(
        "view_for_reshape",
        "ValueError",
        r"Type must be a sub-type of ndarray type",
        "view gives an array another shape in PyTorch. In NumPy it is called reshape: the sizes stay as they are.",
    ),
    _Words(
        "rows_and_columns_whole",
        "ValueError",
        r"Number of (rows|columns) must be a positive integer, not \d+\.",
        "The number of {0} must be whole, and / always gives decimals. // leaves the rest out: 5 // 2 is 2. To have room for the "
        "rest, round up: math.ceil(…), with import math at the top of the file.",
    ),
    _Words(
        "data_cardinality",
        "ValueError",
        r"Data cardinality is ambiguous",
        "Images and labels have different lengths. Do both come from the same set? Does a line above cut, flatten or lengthen only one of them?",
    ),
    _Words(
        "list_and_number",
        "TypeError",
        r"'[<>]=?' not supported between instances of 'list' and '(?:numpy\.)?(?:int|float)\d*'",
        "A list can't be compared with a number. Go through its numbers in a loop, and compare each. Or make an array of it: np.array(…).",
    ),
    _Words(
        "cannot_be_compared",
        "TypeError",
        rf"'[<>]=?' not supported between instances of {_KIND} and {_KIND}",
        "A {0} and a {1} can't be compared. Compare two of a kind; in sorted(…), say by what: key=…",
    ),
    _Words(
        "takes_one_thing",
        "TypeError",
        r"(\w+)\(\) takes exactly one argument \((\d+) given\)",
        "{0} takes exactly one thing in its brackets, and here the number of things is {1}.",
    ),
    _Words(
        "join_of_numbers",
        "TypeError",
        r"sequence item \d+: expected str instance, (?:[\w.]*\.)?(\w+) found",
        "join puts texts together, and here is a {0} among them. Make a text of each first: str(…).",
    ),
    _Words(
        "unhashable",
        "TypeError",
        rf"unhashable type: {_KIND}",
        "A {0} can't be a name in a dict, or be in a set. Do you mean one thing of it, as a loop gives it? In {{ }}, a colon behind each "
        "name makes a dict, and commas alone make a set.",
    ),
    _Words(
        "join_of_two_kinds",
        "TypeError",
        r"can only concatenate (list|tuple|str) \(not \"(?:[\w.]*\.)?(\w+)\"\)",
        "+ joins two of a kind, and here are a {0} and a {1}. To compute with the numbers of a list, make an array first: "
        "np.array(…).",
    ),
    _Words(
        "computed_with_a_schedule",
        "TypeError",
        r"unsupported operand type\(s\) for .*'\w+(?:Decay|DecayRestarts|Schedule)'",
        "A schedule is no number: it gives one for each step. What it is to be multiplied with belongs into its own brackets, such "
        "as warmup_target=….",
    ),
    _Words(
        "computed_with_a_list",
        "TypeError",
        r"unsupported operand type\(s\) for (\S+)(?: or pow\(\))?: (?:'(?:list|tuple)'|.* and '(?:list|tuple)')",
        "The sign {0} can't compute with a list or a tuple. Of a list of numbers, make an array first: np.array(…). Take a pair apart: "
        "a, b = …",
    ),
    _Words(
        "operands",
        "TypeError",
        rf"unsupported operand type\(s\) for (\S+)(?: or pow\(\))?: {_KIND} and {_KIND}",
        "The sign {0} stands between a {1} and a {2}, and can't be used for these two. Look at where each comes from: which of them is "
        "not what you mean?",
    ),
    _Words(
        "list_times_float",
        "TypeError",
        r"can't multiply sequence by non-int",
        "A text, a list or a tuple can't be multiplied by a decimal number. Compute before a number becomes a text. Make an array of "
        "a list: np.array(…) * 0.5. Take a pair apart first: a, b = …",
    ),
    _Words(
        "bad_operand",
        "TypeError",
        rf"bad operand type for unary (\S+): {_KIND}",
        "The sign {0} stands before a {1}. It needs a number or an array.",
    ),
    _Words(
        "list_has_no_method",
        "AttributeError",
        r"'list' object has no attribute '(shape|ndim|dtype|size|astype|reshape|mean|sum|max|min|argmax|T|flatten|argsort)'",
        "This is a list, and .{0} is for arrays. Take the one that you mean out of it, with its place in [ ]. Or make an array of all, "
        "where they are of one shape: np.array(…).",
    ),
    _Words(
        "tuple_never_grows",
        "AttributeError",
        r"'tuple' object has no attribute '(?:append|extend|insert|remove|pop)'",
        "A tuple never changes. Make a list of it first, under a name of its own: numbers = list(…). Then change that one.",
    ),
    _Words(
        "tuple_has_no_method",
        "AttributeError",
        r"'tuple' object has no attribute '(\w+)'",
        "This is a tuple: several things in one, and it has no .{0}. {pair}",
    ),
    _Words(
        "series_method_of_an_array",
        "AttributeError",
        r"'numpy.ndarray' object has no attribute '(value_counts|reindex|sort_index|plot|to_numpy)'",
        "This is a NumPy array, and .{0} belongs to a pandas Series. Make one first: pd.Series(…).{0}",
    ),
    _Words(
        "array_append",
        "AttributeError",
        r"'numpy.ndarray' object has no attribute '(append|extend|add|insert)'",
        "A NumPy array can't grow. Begin with a list, [], append to it, and make an array at the end: np.array(…).",
    ),
    _Words(
        "array_pop",
        "AttributeError",
        r"'numpy.ndarray' object has no attribute '(pop|remove|count|index)'",
        ".{0} is for lists, and this is a NumPy array. Parts of an array are taken with slices: a[:n] is the first n, a[n:] the rest.",
    ),
    _Words(
        "dict_history",
        "AttributeError",
        r"'dict' object has no attribute 'history'",
        "The argument is already the dict of numbers: history, not history.history.",
    ),
    _Words(
        "history_index",
        "TypeError",
        r"'History' object is not subscriptable",
        "model.fit gives back a History. Its numbers are in .history: history.history[…].",
    ),
    _Words(
        "dict_has_no_method",
        "AttributeError",
        r"'dict' object has no attribute '(\w+)'",
        'This is a dict, and it has no .{0}. Its parts are taken by name: d["…"]; all of them with .items().',
    ),
    _Words(
        "array_has_no_picture_method",
        "AttributeError",
        r"'numpy.ndarray' object has no attribute '(convert|crop|paste|thumbnail|getpixel|putpixel|getbbox|rotate|save|show|filter)'",
        ".{0} is for Pillow's pictures, and this is a NumPy array. Make a picture of it first: Image.fromarray(…).{0}(…). Where an array is "
        "wanted in the end, np.asarray(…) makes one.",
    ),
    _Words(
        "array_has_no_method",
        "AttributeError",
        r"'numpy.ndarray' object has no attribute '(\w+)'",
        "A NumPy array has no .{0}. See in the notebook how it is done there; or is this another thing than you mean?",
    ),
    _Words(
        "series_has_no_method",
        "AttributeError",
        r"'(Series|DataFrame)' object has no attribute '(\w+)'",
        "A pandas {0} has no .{1}. Look in the notebook how it is done there.",
    ),
    _Words(
        "mnist_has_only_load_data",
        "AttributeError",
        r"module 'coursekit.mnist' has no attribute '(\w+)'",
        "The course's mnist has no {0}. mnist.load_data() gives all digits: two pairs of images and labels, the first for training.",
    ),
    _Words(
        "module_has_no",
        "AttributeError",
        r"module '([\w.]+)' has no attribute '(\w+)'",
        "{0} has no {1}. Is the name misspelt, from another library, or does it stand in another part of this one?",
    ),
    _Words(
        "no_optimizer_yet",
        "AttributeError",
        r"'(?:Sequential|Functional)' object has no attribute '(optimizer)'",
        "A network has no optimizer before compile. Make it with its rate, and hand it to compile: "
        "optimizer=keras.optimizers.SGD(learning_rate=learning_rate).",
    ),
    _Words(
        "tensor_has_no_method",
        "AttributeError",
        r"'(?:[\w.]*\.)?EagerTensor' object has no attribute '(\w+)'",
        "What a network gives when it is called, or TensorFlow computes, is a tensor: it has no .{0}. Make an array of it first: "
        "np.asarray(…). Along the rows is axis=1 there. An array needs no .numpy().",
    ),
    _Words(
        "object_has_no",
        "AttributeError",
        rf"(?:type object )?{_KIND} (?:object )?has no attribute '(\w+)'",
        "The thing in front of .{1} is of the type {0}, which has no {1}. Is it another thing than you mean, or is .{1} called "
        "otherwise here?",
    ),
    _Words(
        "activation_unknown",
        "ValueError",
        r"Could not interpret activation function identifier: (.+)",
        'Keras knows no activation {0}. The names are in small letters: "relu", "softmax".',
    ),
    _Words(
        "loss_unknown",
        "ValueError",
        r"Could not interpret (?:loss|metric) identifier: (.+)",
        'Keras knows no loss or metric {0}. Compare with the notebook, letter by letter: "sparse_categorical_crossentropy", "accuracy".',
    ),
    _Words(
        "optimizer_in_quotes",
        "ValueError",
        r"Could not interpret optimizer identifier: (?:\w+\.)*((?:SGD|Adam\w*|RMSprop|Nadam|Adagrad)\()",
        "In quotes it is only a text, and Python does not make the optimizer. Take the quotes away: keras.optimizers.{0}…).",
    ),
    _Words(
        "optimizer_unknown",
        "ValueError",
        r"Could not interpret optimizer identifier: (.+)",
        "compile got {0} for its optimizer, which stands first or behind optimizer=. It takes what a call makes: "
        "keras.optimizers.SGD(learning_rate=…).",
    ),
    _Words(
        "initializer_unknown",
        "ValueError",
        r"Could not interpret initializer identifier: (.+)",
        "Keras knows no initializer {0}. Leave the argument away: the usual one is good.",
    ),
    _Words(
        "units_of_several_layers",
        "ValueError",
        r"invalid value for `units`.*Received: units=([(\[]\d.*[)\]])",
        "One Dense layer takes one number, and got several: {0}. Does this line stand in a loop over them? Then write the loop's "
        "variable here. Else add a layer for each, in a loop with model.add(…).",
    ),
    _Words(
        "units_zero",
        "ValueError",
        r"invalid value for `units`.*Received: units=(.+)",
        "A Dense layer needs a whole number of units from 1 up, and got {0}. Look at what stands in the first place of its brackets.",
    ),
    _Words(
        "activation_by_place",
        "ValueError",
        r"`(?:strides|padding|pool_size|kernel_size)` argument must be .*Received[:a-z_ ]*=?\s*(relu|softmax|tanh|sigmoid|linear)",
        'The activation stands in the place of another argument. Write its name: activation="{0}".',
    ),
    _Words(
        "filters_zero",
        "ValueError",
        r"Invalid value for argument `(filters)`|The `(kernel_size|pool_size|strides)` argument must be",
        "{0}{1} must be a whole number from 1 up. Is another argument in its place? Write the names: {0}{1}=…",
    ),
    _Words(
        "no_channel",
        "ValueError",
        r"of layer 'conv2d\w*' is incompatible with the layer: expected min_ndim=4, found ndim=3",
        "Conv2D wants a channel for each picture, and yours have none. In front of it, add the layer Reshape((28, 28, 1)).",
    ),
    _Words(
        "ndim_of_layer",
        "ValueError",
        r"expected (?:min_)?ndim=(\d+), found ndim=(\d+)",
        "That layer wants a shape of {0} numbers (the first counts the pictures), and gets {1}. Reshape((28, 28, 1)) gives "
        "pictures a channel, and Flatten() makes them flat.",
    ),
    _Words(
        "channels_first",
        "ValueError",
        r"Computed output size would be zero or negative.*inputs[ .]shape=[(\[](?:None|\d+),? 1,? 28,? 28",
        "The picture has lost its height: Keras takes channels last, and here the 1 stands first. Write Reshape((28, 28, 1)).",
    ),
    _Words(
        "negative_dimension",
        "ValueError",
        r"Computed output size would be zero or negative",
        "The picture has become smaller than the filter. Has a layer large strides, the third number of Conv2D? Or are there too "
        'many pooling layers? padding="same" keeps the size.',
    ),
    _Words(
        "layer_of_a_layer",
        "ValueError",
        r"Only input tensors may be passed as positional arguments",
        "A layer was called with another layer. Each layer is called with what the line above gives, the first one with the input: "
        "keras.layers.Flatten()(x). What the last one gives is the output: it stands second in keras.Model(…), as it is.",
    ),
    _Words(
        "network_shape",
        "ValueError",
        r"Invalid input shape for input",
        "The network expects a stack of pictures, each of 28 x 28 pixels, and gets something else. One picture becomes a stack with "
        "image[np.newaxis].",
    ),
    _Words(
        "layer_of_another_size",
        "ValueError",
        r"expected axis -1 of input shape to have value",
        "That layer was made for inputs of another size. Are these whole pictures of 28 x 28 pixels?{layers}",
    ),
    _Words(
        "not_built",
        "",
        r"the layer isn't built|has never been called|has no defined (?:in|out)put",
        "The network does not know the size of its input yet. Begin it with keras.Input((28, 28)).",
    ),
    _Words(
        "not_compiled",
        "ValueError",
        r"You must call `compile\(\)`",
        "The model is not compiled there. It comes compiled as the argument: do you use another one, or a new one?",
    ),
    _Words(
        "no_labels",
        "ValueError",
        r"^None values not supported",
        "The labels are missing. Hand over both, images and labels: model.fit(X, y, …), model.evaluate(X, y).",
    ),
    _Words(
        "layers_one_by_one",
        "ValueError",
        r"(?:Expected `trainable` to be a boolean|`name` must be a string).*Received: (?:trainable|name)=<\w+ name=",
        "Sequential takes its layers in one list. Put square brackets around them: Sequential([…, …]).",
    ),
    _Words(
        "list_of_layers",
        "ValueError",
        r"Only instances of `keras.Layer` can be added.*of type <class 'list'>",
        "A list stands in the place of a layer. Add its layers one by one, in a loop with model.add(…). In a list of layers, a * "
        "before the inner list takes the layers out of it.",
    ),
    _Words(
        "no_layer",
        "ValueError",
        r"Only instances of `keras.Layer` can be added.*of type <class '(?:[\w.]*\.)?(\w+)'>",
        "Only layers can stand in a network, and here is a {0}. A layer is made by calling its class, as in "
        "keras.layers.Flatten().",
    ),
    _Words(
        "labels_of_another_shape",
        "ValueError",
        r"Argument `output` must have rank",
        "The labels have another shape than this loss expects. It takes each label as one plain number, not as a row of 0 and 1.",
    ),
    _Words(
        "loss_for_rows",
        "ValueError",
        r"`target` and `output` must have the same \w+.*target\.shape=\(\w+,(?: 1)?\)",
        'This loss wants rows of 0 and 1, and here each label is one plain number. Take "sparse_categorical_crossentropy".',
    ),
    _Words(
        "weights_file",
        "ValueError",
        r"filename must end in|Invalid filepath extension",
        "Nothing is to be saved in a file. The function gives back what it found: return …",
    ),
    _Words(
        "no_such_file",
        "FileNotFoundError",
        r"No such file or directory: '(.+)'",
        "There is no {0} here. {file}",
    ),
    _Words(
        "no_download",
        "",
        r"URL fetch failure|urlopen error",
        "The line wants to download something, and that failed. The course brings its digits along: from coursekit import mnist, then "
        "mnist.load_data().",
    ),
    _Words(
        "colours",
        "ValueError",
        r"'(\w+)' is not a valid value for (?:cmap|name)",
        'matplotlib knows no colours named {0}. Black on white is cmap="binary".',
    ),
    _Words(
        "flatten_takes_no_shape",
        "ValueError",
        r"`data_format` argument must be one of .*Received: data_format=([(\[].*?[)\]])",
        "This layer takes no shape in its brackets. The shape of a picture stands in a line of its own, before the layer: "
        "keras.Input({0}).",
    ),
    _Words(
        "nothing_to_draw_from",
        "ValueError",
        r"^low >= high|^high <= 0",
        "rng.integers takes where to begin and where to end, and leaves the end out. Here nothing lies between them. For one number below "
        "n: rng.integers(n).",
    ),
    _Words(
        "nan_is_no_whole_number",
        "ValueError",
        r"cannot convert float NaN to integer",
        "An array of whole numbers can't hold nan, and int(…) makes no number of it. Use a whole number, such as 0. Or make decimal "
        "numbers first: .astype(float).",
    ),
    _Words(
        "pixels_in_one_row",
        "TypeError",
        r"Invalid shape \(784,\) for image data",
        "imshow draws rows and columns, and got 784 pixels in one row. Write .reshape(28, 28) behind them.",
    ),
    _Words(
        "part_of_a_picture",
        "TypeError",
        r"Invalid shape (\(\d*,?\)) for image data",
        "imshow draws rows and columns, and got the shape {0}. Does an index or a loop too many take the picture apart? Or is it "
        "another thing, such as the labels?",
    ),
    _Words(
        "image_shape",
        "TypeError",
        r"Invalid shape (\(.*?\)) for image data",
        "imshow draws one picture, and got the shape {0}. Take one: images[0] has the shape (28, 28).",
    ),
    _Words(
        "image_type",
        "TypeError",
        r"Image data of dtype (\S+) cannot be converted",
        "imshow draws numbers, and got something else. Is it the picture itself, or the Axes, or a text?",
    ),
    _Words(
        "first_dimension",
        "ValueError",
        r"x and y must have same first dimension, but have shapes (\(.*?\)) and (\(.*?\))",
        "The two things to be drawn have different lengths: {0} and {1}. There is one place for each number: range(1, len(values) + 1).",
    ),
    _Words(
        "subplot_number",
        "ValueError",
        r"num must be an integer with 1 <= num <= (\d+)",
        "Places in plt.subplot are counted from 1 to {0}. In a loop that counts from 0, write i + 1.",
    ),
    _Words(
        "pillow_type",
        "TypeError",
        r"Cannot handle this data type",
        "Pillow makes no picture of this array. Give it one picture, with numbers that it knows: "
        '.astype("float32") or .astype("uint8").',
    ),
    _Words(
        "duplicates",
        "ValueError",
        r"cannot reindex on an axis with duplicate labels",
        "reindex needs an index in which each label stands once. First count: pd.Series(labels).value_counts().",
    ),
    _Words(
        "zero",
        "ZeroDivisionError",
        r"",
        "Something is divided by 0 there. What if there is nothing to count? Treat that case first, with an if.",
    ),
    _Words(
        "keys_not_in_index",
        "KeyError",
        r"^\W?(?:None of \[\w+\()?(\[.+?\])(?:, dtype=\S+\)\])? (?:are |not )?in (?:the )?\[?(?:index|columns)",
        ".loc and [ ] want every label to be there, and {0} is not. .reindex(…, fill_value=0) puts a 0 where one is missing.",
    ),
    _Words(
        "missing_key",
        "KeyError",
        r"^'(.+)'$",
        "There is no entry named '{0}'. Compare the name with what is there: print(list(….keys())).",
    ),
    _Words(
        "missing_number_key",
        "KeyError",
        r"^(?:np\.\w+\()?(-?\d+|\(.*\))\)?$",
        "There is no entry {0}. Look at what is there: print(list(….keys())). A digit in quotes is another name than the number. Are the "
        "entries lists? Say first which one. To get 0 where there is none: .get({0}, 0). In a Series, .iloc[…] takes a place.",
    ),
    _Words(
        "stopiteration",
        "StopIteration",
        r"",
        "There is nothing more to take: next(…) came to the end.",
    ),
    _Words(
        "deep_recursion",
        "RecursionError",
        r"",
        "The function calls itself again and again. Look at what it calls.",
    ),
    _Words(
        "format_of_another_kind",
        "ValueError",
        r"Unknown format code '(.)'",
        "The {0} behind the colon does not fit the value there. d is for whole numbers only, f for decimal ones, as in :.4f, and s for "
        "texts. Is the value the one that you mean?",
    ),
    _Words(
        "percent_in_the_form",
        "ValueError",
        r"Invalid format specifier '(\.\d+f)%'",
        "The % stands behind the {0}, where Python takes it for a part of the form. Behind the brace it is a plain sign: "
        "{{…:{0}}}%, for what is a percentage already. Of a share such as 0.97, .2% alone makes 97.00%.",
    ),
    _Words(
        "del_in_an_array",
        "ValueError",
        r"cannot delete array elements",
        "del takes things out of a list. An array keeps its places. All but the first n of an array a are: a[n:]",
    ),
    _Words(
        "format_letters",
        "ValueError",
        r"Invalid format specifier",
        "Python can't read what stands behind the colon of this f-string. A decimal number is shown with :.4f, a share as a percentage "
        "with :.2%.",
    ),
    _Words(
        "format_array",
        "TypeError",
        r"unsupported format string passed to (?:[\w.]*\.)?(\w+)\.__format__",
        "In a text, :.4f shows a single number, and here is a {0}. Take one number out of it first.",
    ),
    _Words(
        "series_compared",
        "ValueError",
        r"Can only compare identically-labeled",
        "The two have different labels or lengths. Compare them as arrays: .to_numpy().",
    ),
)


UNCERTAIN = tuple(entry.cause for entry in _TABLE if not entry.certain)
"""Causes of the table that are not certain: they say what an error's words mean, and not always which slip led to it."""


def words_of_the_error(s: Situation) -> Cause | None:
    """What the library's words mean here."""
    if s.code not in (Code.EXCEPTION, Code.IMPORT) or not s.error:
        return None
    # What a library looked for inside of a call is no place of the learner's.
    inside = s.error == "IndexError" and s.nodes(ast.Call) and not s.nodes(ast.Subscript)
    for entry in _TABLE:
        if inside and entry.cause == "list_too_short":
            continue
        match = re.search(entry.words, s.said, re.S) if entry.type in ("", s.error) else None
        if match:
            groups = [_PLAIN.get(group, group) for group in match.groups("")]
            groups = [group if len(group) <= _LONG else f"{group[:_LONG]}…" for group in groups]
            more = {"layers": _two_places(s), "file": _without_the_file(s), "pair": _apart(s)}
            says = entry.says.format(*groups, at=_which_place(s, groups), **more)
            says = re.sub(r"\b([Aa]) (?=[AEIOaeio])", r"\1n ", says)
            return Cause(says, name=entry.cause)
    return None


def _which_place(s: Situation, groups: list[str]) -> str:
    """Say which name gave the place that is not there, if one name alone did; empty elsewhere."""
    parts = s.nodes(ast.Subscript) if s.error == "IndexError" else []
    place = parts[0].slice if len(parts) == 1 else None
    if isinstance(place, ast.Tuple) and len(groups) > 1 and "..." not in short(place):
        place = dict(enumerate(place.elts)).get(int(groups[1]))
    return f"Here {place.id} says which place. " if isinstance(place, ast.Name) else ""


def _two_places(s: Situation) -> str:
    """Ask for a layer that stands in two places, in a file that makes layers."""
    if not any(called_name(call) in KERAS_LAYERS for call in calls_in(s.last.tree)):
        return ""
    return " Or does one layer stand in two places? Then make a new one for each."


def _apart(s: Situation) -> str:
    """Say how a tuple is taken apart, which has no names for what is in it."""
    if s.function.name == "load_data":
        return "mnist.load_data() gives two pairs: images with their labels to train, and the same to test. Return them as they come."
    return "Take it apart first: a, b = …, and go on with the one that you mean."


def _without_the_file(s: Situation) -> str:
    """Say what to do without a file, which was to be written or read."""
    calls = [f"{called_name(call)} {short(call, 200)}" for call in s.nodes(ast.Call)]
    if any(re.match(r"\w*save|dump|to_|write|open .*, (mode=)?'[wax]", call) for call in calls):
        return "Nothing is to be saved: take the lines away that do it."
    if s.function.name == "load_data":
        return "The call mnist.load_data() takes the place of all these lines: return what it gives, the course's digits."
    return "No file is needed: what the function works with comes in as its arguments."


RULES = (words_of_the_error,)
