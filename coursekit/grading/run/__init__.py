"""Running submissions: each in a sandbox, many at a time, and a run that can be killed and go on."""
