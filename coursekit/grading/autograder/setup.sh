#!/usr/bin/env bash
# Installs the course of this zip; Gradescope runs it once, as root, when it builds the container.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update
if ! apt-get install -y --no-install-recommends pythonPYTHON pythonPYTHON-venv bubblewrap util-linux; then
  echo "This image has no Python PYTHON. Choose another base image, or make the zip for its Python:"
  echo "course gradescope --python 3.12 (Ubuntu 22.04 has 3.10, Ubuntu 24.04 has 3.12)."
  exit 1
fi
# Beside the source, which nobody but root may read.
pythonPYTHON -m venv /autograder/python
cd /autograder/source/course
/autograder/python/bin/python -m pip install --no-cache-dir -r requirements.txt
/autograder/python/bin/python -m pip install --no-cache-dir -c constraints.txt -e '.[grade]'
chmod 700 /autograder/source
