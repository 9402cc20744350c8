"""``factcheck serve``: show the site while it is edited."""

from __future__ import annotations

import threading
import webbrowser
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from factcheck.commands.terminal import FINE, add_command, broken, count, print_problems
from factcheck.text import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from factcheck.build_order import Result
    from factcheck.commands.terminal import Commands
    from factcheck.live import Board, Shown
    from factcheck.live_server import LiveServer
    from factcheck.watching import Saves

PORT = 8000
TRIED_PORTS = 20
SETTINGS = frozenset({"pelicanconf.py", "publishconf.py"})
# Beside the schemas that are made for editors: what is made anew at any time, and never published.
PREVIEW = ".factcheck/preview"
# Seconds without a save after which nobody waits for a page.
_IDLE = 1.5


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    serve = add_command(
        commands, "serve", _serve, "Show the site on this machine; follow each save, and show what is wrong."
    )
    serve.add_argument(
        "--port", metavar="N", type=int, help=f"port to serve at (default: {PORT}, or the next free one)"
    )
    serve.add_argument("--open", action="store_true", help="open the site in the browser")


def _serve(options: argparse.Namespace, site: Path) -> int:
    from factcheck.live import Board
    from factcheck.watching import Saves, Watch

    board, saves = Board(), Saves()
    try:
        server = _server(options.port, site, board)
    except (OSError, OverflowError) as error:
        return broken(f"Port {options.port or PORT} cannot be used: {error}. Choose another with --port.")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    watch = Watch(site, SETTINGS, lambda: _folders(site), saves.add)
    watch.start()
    print(f"{server.address} shows the site and follows each save. Press Ctrl+C to end.")
    print(f"{server.address}admin/ is a form for its records, in Chrome or Edge.", flush=True)
    if options.open:
        webbrowser.open(server.address)
    try:
        _follow(site, board, saves)
    except KeyboardInterrupt:
        return FINE
    finally:
        watch.stop()
        server.shutdown()
        server.server_close()


def _follow(site: Path, board: Board, saves: Saves) -> NoReturn:
    """Build after each save until it is interrupted. What can wait is done when nobody has saved for a while."""
    from factcheck.following import Follower

    follower = Follower(site, site / PREVIEW)
    try:
        board.show(_shown(site, board.shown, follower.build))
        follower.prepare()
        idle = 0.0
        while True:
            saved, idle = saves.take(idle), _IDLE
            if saved:
                board.show(_shown(site, board.shown, partial(follower.build_saved, saved)))
            elif follower.look_again():
                board.show(_shown(site, board.shown, follower.build))
    finally:
        follower.save()


def _server(port: int | None, site: Path, board: Board) -> LiveServer:
    """Return a server at the port asked for, or at the first free one where none was. Raises OSError."""
    from factcheck.live_server import LiveServer

    serve = partial(LiveServer, site / PREVIEW, board, partial(_form, site.resolve()))
    for number in range(PORT, PORT + TRIED_PORTS) if port is None else ():
        with suppress(OSError):
            return serve(number)
    return serve(PORT if port is None else port)


def _form(site: Path, path: str) -> bytes | None:
    """Return a file of the form for editors. It is made anew each time, so that it offers what was just saved."""
    from factcheck import admin
    from factcheck.workspace import repository_of

    try:
        match path:
            case "index.html" if repository_of(site) is None:
                return admin.message_page(admin.NO_REPOSITORY)
            case "index.html":
                admin.program_folders()
                return admin.admin_page(is_local=True)
            case "admin.js":
                return admin.admin_script()
            case "config.json":
                return _form_config(site)
        return admin.program_file(path)
    except FileNotFoundError as error:
        return admin.message_page(str(error))


def _form_config(site: Path) -> bytes:
    from factcheck.admin import config_file, known_records
    from factcheck.admin_config import admin_config
    from factcheck.corpus import load
    from factcheck.workspace import below_repository, read_inputs

    return config_file(admin_config(*known_records(load(read_inputs(site))), below=below_repository(site)))


def _folders(site: Path) -> list[Path]:
    """Return every folder that a site is made from, whether it is there or not."""
    from factcheck.configuration import read_configuration

    values = read_configuration(site).values
    named = [values["PATH"], values["THEME"], *values["THEME_TEMPLATES_OVERRIDES"]]
    # A site without content is its own, and holds far more than what it is made from.
    return [site / "claims", site / "seeds", site / "content", *(Path(f) for f in named if Path(f) != site)]


def _shown(site: Path, before: Shown, build: Callable[[], Result]) -> Shown:
    """Build once more, print what is wrong, and return what is to be shown."""
    from factcheck.build_order import PelicanError
    from factcheck.live import shown_after, shown_after_failure
    from factcheck.publication import RefusedError
    from factcheck.workspace import source_lines

    try:
        result = build()
    except (RefusedError, PelicanError, OSError) as error:
        failure = str(error)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - settings and templates may raise anything
        failure = f"{type(error).__name__}: {error}"
    else:
        print_problems(result.problems, "text", site)
        print(_summary(result), flush=True)
        changed = (*result.changes.written, *result.changes.removed) if result.changes else ()
        return shown_after(before, result.problems, source_lines(site), changed)
    print(f"The site could not be built; the last good one is shown.\n{failure}", flush=True)
    return shown_after_failure(before, failure)


def _summary(result: Result) -> str:
    if result.changes is None:
        return f"{count(result.problems)}; the last good site is shown."
    changed = len(result.changes.written) + len(result.changes.removed)
    return f"{counted(changed, 'file', 'files')} changed, {result.seconds:.1f} s."
