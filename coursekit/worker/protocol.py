"""The language that the tests and a worker speak: frames of JSON and NumPy arrays.

A frame is an 8-byte length, a JSON header of that length, and the arrays that the header announces, each in
NumPy's `.npy` format, version 1.0, without Python objects. Nothing is ever unpickled and nothing of Keras is
deserialised, so a frame can be wrong but it cannot run code. Arrays are written from where they are and read to where
they stay: pictures are megabytes, and each copy costs.

Only plain data crosses: None, bool, int, float, str, tuple, list, dict, NumPy arrays and scalars. What can't
cross (a model, a figure, …) stays in the worker; the frame carries a number that stands for it and facts
about it.
"""

import io
import json
import struct
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, Literal

import numpy as np
from numpy.lib import format as npy

MAX_FRAME_BYTES = 512 * 2**20
"""Longest frame, in bytes. Full MNIST as float64 is 376 MB; nothing in the course is larger."""

MAX_HEADER_BYTES = 16 * 2**20
"""Longest header. Numbers in lists stand there, some 20 bytes each; read, they take eight times the header's memory."""

MAX_BRACKETS = 400_000
"""Most brackets in a header: a list or a dict is two pairs, and 300 bytes when it has been read."""

MAX_KEYS = 10_000
"""Most entries of all dicts together. Numbers can be chosen so that a dict of a million of them takes hours to make."""

MAX_ARRAYS = 70_000
"""Most arrays and NumPy numbers: as many as MNIST has labels. Each takes 20 microseconds to read."""

_MAX_ARRAY_HEADER = 4096
_LENGTH = struct.Struct(">Q")
_PLAIN = (type(None), bool, int, float, str)
_ARRAY_KINDS = "biufcSUMm"


class FrameError(Exception):
    """A frame that is too long, cut short, or not in the format."""


class TooBig(Exception):
    """A value that would make a frame longer than `MAX_FRAME_BYTES`."""


def write_frame(
    stream: BinaryIO, message: dict[str, Any], keep: Callable[[Any], dict[str, Any]]
) -> None:
    """Write one message.

    Parameters
    ----------
    stream
        A binary stream.
    message
        Plain data; other objects in it are handed to `keep`.
    keep
        Takes an object that can't cross and returns the plain dict that stands for it.

    Raises
    ------
    TooBig
        When the arrays and texts in the message are longer than `MAX_FRAME_BYTES`. Nothing is written then.
    """
    arrays: list[np.ndarray] = []
    header = json.dumps({"message": _encode(message, arrays, keep), "arrays": len(arrays)}).encode()
    size = len(header) + sum(array.nbytes for array in arrays)
    if size > MAX_FRAME_BYTES or len(header) > MAX_HEADER_BYTES or not _countable(header, arrays):
        raise TooBig(f"{size / 2**30:.1f} GB" if size > 2**29 else f"{size / 2**20:.1f} MB")
    _write(stream, _LENGTH.pack(len(header)) + header)
    for array in arrays:
        head = io.BytesIO()
        npy.write_array_header_1_0(head, npy.header_data_from_array_1_0(array))
        _write(stream, _LENGTH.pack(head.tell() + array.nbytes) + head.getvalue())
        if array.nbytes:
            _write(stream, array.reshape(-1).view(np.uint8).data)
    stream.flush()


def _write(stream: BinaryIO, data: bytes | memoryview) -> None:
    # A stream without a buffer may take a part.
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def read_frame(stream: BinaryIO, restore: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """Read one message; the reverse of `write_frame`.

    Parameters
    ----------
    stream
        A binary stream.
    restore
        Takes the dict that `keep` made on the other side and returns what stands for it here.

    Raises
    ------
    EOFError
        When the other side has closed the stream.
    FrameError
        When the bytes are not a frame, or longer than allowed.
    """
    header = _read_part(stream, MAX_HEADER_BYTES)
    try:
        text = header.tobytes()
        if not _countable(text, ()):
            raise FrameError("too many lists")
        content = json.loads(text)
        if content["arrays"] > MAX_ARRAYS:
            raise FrameError("too many arrays")
        room, arrays = MAX_FRAME_BYTES, []
        for _ in range(content["arrays"]):
            part = _read_part(stream, room)
            room -= len(part)
            arrays.append(_read_array(part))
        message = _Decoder(arrays, restore).decode(content["message"])
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError) as error:
        raise FrameError(f"not a frame: {error}") from error
    if not isinstance(message, dict):
        raise FrameError("not a frame: the message is not a dict")
    return message


def _countable(header: bytes, arrays: Sequence[np.ndarray]) -> bool:
    """Whether there are few enough parts to be read in seconds. The brackets are counted before anything is made of them."""
    return header.count(b"[") + header.count(b"{") <= MAX_BRACKETS and len(arrays) <= MAX_ARRAYS


def _read_part(stream: BinaryIO, room: int) -> np.ndarray:
    (length,) = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size).tobytes())
    if length > room:
        raise FrameError(f"a part of {length} bytes is longer than allowed")
    return _read_exactly(stream, length)


def _read_exactly(stream: BinaryIO, length: int) -> np.ndarray:
    # Memory that nothing was written to yet: a length that is announced and never sent costs nothing.
    data, done = np.empty(length, np.uint8), 0
    while done < length:
        read = stream.readinto(data[done:].data)  # type: ignore[attr-defined]  # Binary files have it.
        if not read:
            raise EOFError("the other side closed the stream")
        done += read
    return data


def _read_array(data: np.ndarray) -> np.ndarray:
    head = io.BytesIO(data[:_MAX_ARRAY_HEADER].tobytes())
    if npy.read_magic(head) != (1, 0):
        raise ValueError("an array in another version of the format")
    shape, fortran_order, dtype = npy.read_array_header_1_0(head)
    if dtype.kind not in _ARRAY_KINDS:
        raise ValueError(f"an array of type {dtype}")
    order: Literal["F", "C"] = "F" if fortran_order else "C"
    array = np.ndarray(shape, dtype, data, offset=head.tell(), order=order)
    if array.size > len(data):
        raise ValueError(f"an array of {array.size} elements of type {dtype}")
    return array


def _encode(value: Any, arrays: list[np.ndarray], keep: Callable[[Any], dict[str, Any]]) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, list | tuple):
        tag = "$tuple" if isinstance(value, tuple) else "$list"
        # What is in it, not what a class of its own says is in it: that may have no end.
        items = tuple.__iter__(value) if isinstance(value, tuple) else list.__iter__(value)
        return {tag: [_encode(item, arrays, keep) for item in items]}
    if isinstance(value, dict):
        pairs = [[_encode(part, arrays, keep) for part in pair] for pair in dict.items(value)]
        return {"$dict": pairs}
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in _ARRAY_KINDS:
        arrays.append(np.ascontiguousarray(value).reshape(np.shape(value)))
        return {"$scalar" if isinstance(value, np.generic) else "$array": len(arrays) - 1}
    return {"$kept": _encode(keep(value), arrays, keep)}


class _Decoder:
    """Makes of a header's message what `_encode` was given."""

    def __init__(self, arrays: list[np.ndarray], restore: Callable[[dict[str, Any]], Any]) -> None:
        self._arrays = arrays
        self._restore = restore
        self._keys = 0

    def decode(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        ((tag, content),) = value.items()
        if tag == "$array":
            return self._arrays[content]
        if tag == "$scalar":
            return self._arrays[content][()]
        if tag == "$kept":
            return self._restore(self.decode(content))
        if tag == "$dict":
            self._keys += len(content)
            if self._keys > MAX_KEYS:
                raise ValueError(f"dicts of {self._keys} entries")
            return dict([[self.decode(part) for part in pair] for pair in content])
        items = [self.decode(item) for item in content]
        return tuple(items) if tag == "$tuple" else items
