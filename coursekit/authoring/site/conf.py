"""Sphinx's settings. It lies beside the pages when Sphinx reads it: `build_site` puts it there."""

from importlib.metadata import version as version_of

from coursekit.manifest import load_manifest

_manifest = load_manifest()
project = _manifest.title
version = release = version_of("mnist-course")
language = "en"
extensions = ["myst_nb"]
exclude_patterns = ["extra"]
suppress_warnings = ["misc.highlighting_failure"]  # No highlighter for CSV: it is shown plain.

# What a notebook shows was made on full MNIST, and is kept in it: a site runs nothing.
nb_execution_mode = "off"
# Text before HTML: it has the colours of the theme, and nothing in it can break a page.
nb_mime_priority_overrides = [("html", "image/png", 0), ("html", "text/plain", 1)]
nb_number_source_lines = False
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence", "deflist"]

html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_extra_path = ["extra"]
html_copy_source = False
html_show_sphinx = False
html_sidebars: dict[str, list[str]] = {
    name: [] for name in ("index", "glossary", "try", "search", "genindex")
}
html_use_index = False
html_theme_options = {
    # Styles with a contrast of 7 and more.
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "navbar_align": "left",
    "show_toc_level": 2,
    "show_prev_next": True,
    "back_to_top_button": False,
    "secondary_sidebar_items": {"**": ["page-toc"]},
    "footer_start": [],
    "footer_end": [],
    # An icon at the top that leads to the course itself, where its address is known.
    **({"github_url": _manifest.repository} if _manifest.repository else {}),
}
