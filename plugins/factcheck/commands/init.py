"""``factcheck init``: start a newsroom's own site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands.terminal import FINE, broken, write_new
from factcheck.text import counted

if TYPE_CHECKING:
    import argparse

    from factcheck.commands.terminal import Commands

# A folder that holds one of these is a site already.
MARKS = ("claims", "seeds", "pelicanconf.py")


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = "Start a site of your own: settings, pages to fill in, an example claim, a workflow."
    command = commands.add_parser("init", help=text, description=text)
    command.add_argument("folder", metavar="DIR", type=Path, help="folder of the new site; made if it is not there")
    command.add_argument("--name", default="Our fact checks", help="name of the site (default: %(default)s)")
    command.add_argument("--siteurl", metavar="URL", default="", help="address the site will have, if it is known")
    command.add_argument(
        "--language", metavar="CODE", default="en", help="language of the site, a BCP 47 code (default: en)"
    )
    command.set_defaults(run=_init, site=".", needs_site=False)


def _init(options: argparse.Namespace, _: Path) -> int:
    from factcheck import __version__
    from factcheck.shapes import EXPECTED, SHAPES
    from factcheck.starter import starter_files
    from factcheck.urls import is_web_url

    folder: Path = options.folder
    if taken := [name for name in MARKS if (folder / name).exists()]:
        return broken(f"{folder} is a site already: it holds {taken[0]}. Choose another folder.")
    if options.siteurl and not is_web_url(options.siteurl):
        return broken(f"--siteurl must start with https:// or http://, and is “{options.siteurl}”.")
    if not SHAPES["language"](options.language):
        return broken(f"--language must be {EXPECTED['language']}, and is “{options.language}”.")
    found = starter_files(
        name=options.name, siteurl=options.siteurl.rstrip("/"), language=options.language, version=__version__
    )
    try:
        kept = [path for path, data in found.items() if not write_new(folder / path, data)]
    except OSError as error:
        return broken(f"The site could not be written: {error}")
    print(f"{folder}: {counted(len(found) - len(kept), 'file', 'files')} written.")
    for path in kept:
        print(f"{path} was there already and is as it was.")
    print(f"Go on with:\n    cd {folder}\n    factcheck serve\nREADME.md there says what to do before you publish.")
    return FINE
