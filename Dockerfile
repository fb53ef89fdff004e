# Grades submissions in a sandbox, on any computer with Docker: docs/grading.md, "A container". compose.yaml starts it.
# Debian 13 has the newest Python that the course works with, and a bubblewrap that is new enough.
FROM debian:trixie-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends bubblewrap ca-certificates python3.13 python3.13-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /course
COPY . .
RUN python3.13 -m venv /opt/python \
    && /opt/python/bin/python -m pip install --no-cache-dir -r requirements.txt -e '.[grade]'
# The sandbox starts in a user namespace, so nobody here has to be root; and whoever runs it may be any user.
USER 1000:1000
ENV PATH=/opt/python/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1
WORKDIR /class
ENTRYPOINT ["course"]
CMD ["grade", "submissions", "--out", "grades"]
