"""How much a submission may hold, and how far down: files, archives, folders."""

MAX_FILE_BYTES = 64 * 2**10
"""The reference's longest module has 3 KB. Stored weights of the course's network need more than this."""

MAX_FILES = 40

MAX_BYTES = 128 * 2**10
"""Of all files together: those of the reference have 29 KB. What was learned or stored elsewhere takes room."""

MAX_NAME_BYTES = 100
"""Of a module's name. Some file systems take 143, and more is written behind it."""

INNER_DEPTH = 3
"""How many folders down in ``mnist_course`` helpers may lie."""

DEPTH = 3
"""How many folders down ``mnist_course`` may lie: a zip of a repository holds it in a folder."""

MAX_INNER_ZIP_BYTES = 256 * 2**20
"""A zip in a zip is held in memory; one on disk is not."""

MAX_LIST_BYTES = 32 * 2**20
"""Of a zip's list of files, about 100 for each: 500 whole copies of the course in one zip have 20 MB."""

MAX_TAR_BYTES = 64 * 2**20
"""What all files of a tar may have together. The reference's package has 30 KB, its notebooks 4 MB."""

MAX_TAR_ENTRIES = 20_000
