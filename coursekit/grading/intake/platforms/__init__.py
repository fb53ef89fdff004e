"""How learning platforms name what students hand in. A platform is one file here and one line in `registry`."""
