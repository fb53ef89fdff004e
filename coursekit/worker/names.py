"""The names that both sides of a worker's pipe know. Nothing here does anything."""

from enum import Enum

PACKAGE = "mnist_course"
"""The learner's package."""


class Code(str, Enum):
    """What can be wrong with a function, or hold its check back. Sentences: `coursekit.diagnose.sentences`."""

    # Found beside the learner's code, which may say of itself what it likes.
    NOT_WRITTEN = "not_written"
    NO_FILE = "no_file"
    NO_FUNCTION = "no_function"
    ENCODING = "encoding"
    SYNTAX = "syntax"
    IMPORT = "import"
    ARGUMENTS = "arguments"
    EXCEPTION = "exception"
    EXIT = "exit"
    TOO_BIG = "too_big"
    CANNOT_CROSS = "cannot_cross"
    COURSE_CODE = "course_code"

    # Found outside.
    TIMEOUT = "timeout"
    NO_TIME_LEFT = "no_time_left"
    CRASH = "crash"
    FLOOD = "flood"
    MEMORY = "memory"
    UNREADABLE_ANSWER = "unreadable_answer"
    UNREADABLE_OBJECT = "unreadable_object"
    WRONG_KIND = "wrong_kind"
    OUTPUTS_NOT_FROM_WEIGHTS = "outputs_not_from_weights"
    WEIGHTS_NOT_OF_LAYERS = "weights_not_of_layers"
    STEP_NOT_OF_OPTIMIZER = "step_not_of_optimizer"
    NOT_THE_COURSES_NETWORK = "not_the_courses_network"
    NOT_TRAINED_HERE = "not_trained_here"
    UNKNOWN_LAYER = "unknown_layer"
    NOT_AS_DRAWN = "not_as_drawn"
    RUN_AWAY = "run_away"

    # Found by a check, or about a check.
    DEMAND = "demand"
    WAITS_FOR_EARLIER = "waits_for_earlier"
    WAITS_FOR_CALLED = "waits_for_called"
    WAITS_FOR_STUB = "waits_for_stub"
    WAITS_FOR_IMPORT = "waits_for_import"
    WAITS_FOR_ITSELF = "waits_for_itself"
    CALLED_IS_WRONG = "called_is_wrong"
    WORKER_GONE = "worker_gone"
    CHECK_BROKE = "check_broke"
    NO_SINGLE_RESULT = "no_single_result"
    GRADER_ENDED = "grader_ended"


FROM_INSIDE = frozenset(
    {
        Code.NOT_WRITTEN,
        Code.NO_FILE,
        Code.NO_FUNCTION,
        Code.ENCODING,
        Code.SYNTAX,
        Code.IMPORT,
        Code.ARGUMENTS,
        Code.EXCEPTION,
        Code.EXIT,
        Code.TOO_BIG,
        Code.CANNOT_CROSS,
        Code.COURSE_CODE,
    }
)
"""What the process that runs the learner's code may say of it; all other codes are for this side to give."""

ACTIVATIONS = (
    *("linear", "relu", "relu6", "leaky_relu", "elu", "selu"),
    *("gelu", "silu", "sigmoid", "softmax", "tanh"),
)
"""Activations that are known by what they compute, as Keras calls them."""
