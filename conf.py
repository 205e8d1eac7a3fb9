"""The site's configuration: plain data. What must be computed is computed in flipconv/sphinxext."""

import doctest
import os

import flipconv

project, author = "flipconv", "The flipconv authors"
copyright = "2026, the flipconv authors"
version = release = flipconv.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.doctest", "numpydoc", "sphinx_gallery.gen_gallery"]
extensions += ["sphinx_copybutton", "sphinxcontrib.bibtex", "flipconv.sphinxext"]
# the gallery also writes notebooks and scripts beside its pages, and myst_nb would read them
exclude_patterns = ["auto_gallery/*.ipynb", "auto_gallery/*.py", "**/sg_execution_times.rst"]
exclude_patterns += ["exhibits/*.js", "replayer/*.js"]  # of _static: modules, which the build bundles
nitpicky = True
# other projects are named in code font but not linked: their inventories lie on the network
nitpick_ignore_regex = [("py:.*", r"(numpy|scipy|sympy|matplotlib|torch)(\..*)?")]

bibtex_bibfiles, bibtex_default_style, bibtex_reference_style = ["docs/references.bib"], "plain", "author_year"

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"]
myst_heading_anchors = 3
nb_execution_mode, nb_execution_timeout = "cache", 120
nb_execution_raise_on_error = nb_merge_streams = True

autodoc_typehints, autodoc_member_order = "none", "bysource"  # the docstrings say more than the hints
numpydoc_show_class_members = numpydoc_xref_param_type = False
numpydoc_validation_checks = {"GL02", "GL03", "GL05", "GL06", "GL07", "GL08", "GL10", "SS01", "SS02", "SS03", "SS06"}
numpydoc_validation_checks |= {"PR01", "PR02", "PR03", "PR04", "PR05", "PR07", "PR08", "PR09", "PR10", "RT01", "RT03"}
numpydoc_validation_checks |= {"RT04", "RT05", "YD01", "SA02", "SA03", "SA04"}
doctest_default_flags = doctest.DONT_ACCEPT_TRUE_FOR_1  # Sphinx's own default lets any error message pass

katex_macros = {r"\flip": r"\operatorname{flip}", r"\conj": r"\overline", r"\rank": r"\operatorname{rank}"}
katex_macros |= {r"\trace": r"\operatorname{tr}", r"\C": r"\mathbb{C}", r"\R": r"\mathbb{R}", r"\Z": r"\mathbb{Z}"}

sphinx_gallery_conf = {
    "examples_dirs": "../gallery",  # seen from docs/
    "gallery_dirs": "auto_gallery",
    "image_scrapers": ("flipconv.sphinxext.gallery.scraper",),
    "copyfile_regex": r"index\.rst",  # our own, in the order of the book
    "minigallery_sort_order": "flipconv.sphinxext.gallery.reading_order",
    "backreferences_dir": "generated/backreferences",
    "doc_module": ("flipconv",),
    "reset_modules": ("matplotlib",),
    "capture_repr": (),
    "show_signature": False,
    "show_memory": False,
    "write_computation_times": False,
    "download_all_examples": False,
}

html_theme, html_title = "furo", "flipconv"
html_baseurl = os.environ.get("FLIPCONV_BASEURL") or os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_static_path, templates_path, html_additional_pages = ["docs/_static"], ["docs/_templates"], {"404": "404.html"}
html_css_files = ["flipconv.css", ("print.css", {"media": "print"})]
html_js_files = ["flipconv.js", "search.js", "keys.js"]
html_favicon, html_show_sphinx = "docs/_static/favicon.svg", False
copybutton_prompt_text, copybutton_prompt_is_regexp = r">>> |\.\.\. ", True
