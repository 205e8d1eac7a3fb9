"""
What a cache may keep.

Notebook caches are keyed on the cells and the gallery on its scripts; neither sees the library, so
after a change of the library both would publish old numbers under new code. Here the sources and
the versions they run on become one key: every page hangs on it, every notebook's outputs lie under
it, and the gallery bears a stamp of it. Besides, a build that warned is not remembered: Sphinx
warns about a page when it reads or writes it, and would be silent about the same page next time.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.config import Config

import flipconv

PACKAGE = Path(flipconv.__file__).resolve().parent
COMPUTES_WITH = ("numpy", "scipy", "sympy", "matplotlib")
UNFINISHED = ".unfinished"  # left by a build that has not ended, or not well
STAMP = ".flipconv-sources"  # the key under which a gallery was run


def setup(app: Sphinx) -> None:
    """Register the key and the events that keep the caches honest."""
    app.add_config_value("flipconv_pages", "docs", "", types=frozenset({str}))
    app.add_config_value("flipconv_sources", "", "env", types=frozenset({str}))
    _ = app.connect("config-inited", _refuse_another_layout, priority=1)
    _ = app.connect("config-inited", _key_the_caches, priority=2)
    _ = app.connect("config-inited", _forget_a_bad_build, priority=3)
    # the scripts run at builder-inited, priority 500; earlier than this the html builder has hashed its configuration,
    # of which the choice whether to run them again must be no part
    _ = app.connect("builder-inited", _run_a_stale_gallery, priority=400)
    # after the gallery's own verdict (500) and before the doctests (900), which run in every build anyway
    _ = app.connect("build-finished", _remember_a_good_build, priority=800)


def sources_key() -> str:
    """
    Hash everything the numbers come from.

    Returns
    -------
    str
        Changes with any source file of the imported package, with Python and with the packages that compute.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for name in COMPUTES_WITH:
        digest.update(f"{name} {_version(name)}\n".encode())
    for path in sorted(p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".js"}):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


def _refuse_another_layout(app: Sphinx, config: Config) -> None:
    """Stop `sphinx-build . OUT`, which would take the whole repository for the site."""
    pages = config.flipconv_pages
    if (app.confdir / pages).resolve() != app.srcdir.resolve():
        # any Sphinx error would be shown as a crash, with versions and a traceback around its sentence
        form = f"python -m sphinx -b doctest -c . {pages} OUT"
        raise SystemExit(f"the pages lie in {pages}/ and their conf.py beside it: name both, as in `{form}`")


def _key_the_caches(app: Sphinx, config: Config) -> None:
    key = sources_key()
    config.flipconv_sources = key
    config.nb_execution_cache_path = str(_notebooks(app) / key)
    # kernels are processes of their own and must import the package that this build imports
    path = [str(PACKAGE.parent), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(path))


def _notebooks(app: Sphinx) -> Path:
    # beside the output, where builders of one site share it
    return Path(app.outdir).parent / ".jupyter_cache"


def _forget_a_bad_build(app: Sphinx, config: Config) -> None:
    """Read every page again after a build that was killed or that warned; mark this one as unfinished."""
    marks = _marks(app)
    if any(mark.exists() for mark in marks):
        (Path(app.doctreedir) / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
    for mark in marks:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()


def _marks(app: Sphinx) -> list[Path]:
    # what is read belongs to the doctrees, what is written to the output; builders may share the former
    return [Path(app.doctreedir) / UNFINISHED, Path(app.outdir) / UNFINISHED]


def _run_a_stale_gallery(app: Sphinx) -> None:
    """Run every script again unless the gallery bears this key; its stamp returns when all have passed."""
    conf = app.config.sphinx_gallery_conf
    if all(_read(stamp) == app.config.flipconv_sources for stamp in _stamps(app)):
        return
    conf["run_stale_examples"] = True
    for stamp in _stamps(app):
        stamp.unlink(missing_ok=True)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _stamps(app: Sphinx) -> Iterator[Path]:
    # in the gallery and not in the output: html and doctest builds share one gallery
    dirs = app.config.sphinx_gallery_conf["gallery_dirs"]
    return (app.srcdir / name / STAMP for name in ([dirs] if isinstance(dirs, str) else dirs))


def _remember_a_good_build(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    conf = app.config.sphinx_gallery_conf
    if conf["plot_gallery"] and not conf["failing_examples"]:
        for stamp in filter(lambda stamp: stamp.parent.is_dir(), _stamps(app)):
            _ = stamp.write_text(app.config.flipconv_sources, encoding="utf-8")
    if app._warncount == 0 and app.statuscode == 0:
        for mark in _marks(app):
            mark.unlink(missing_ok=True)
        _remove_other_notebooks(_notebooks(app), app.config.flipconv_sources)


def _remove_other_notebooks(folder: Path, key: str) -> None:
    for stale in folder.iterdir() if folder.is_dir() else ():
        if stale.name != key and stale.is_dir():
            shutil.rmtree(stale, ignore_errors=True)
