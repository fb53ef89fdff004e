#!/usr/bin/env bash
# Installs the course of this zip; Gradescope runs it once, when it builds the container.
set -euo pipefail
apt-get update
apt-get install -y python3 python3-venv bubblewrap
cd /autograder/source/course
python3 -m venv .venv
.venv/bin/python -m pip install --no-cache-dir -r requirements.txt
.venv/bin/python -m pip install --no-cache-dir -c constraints.txt -e '.[grade]'
