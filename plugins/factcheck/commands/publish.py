"""``factcheck publish``: send what is new or changed of the built site to where its readers find it."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import __version__
from factcheck.commands.terminal import FINE, PROBLEMS, add_command, broken, count, print_problems
from factcheck.text import counted

if TYPE_CHECKING:
    import argparse

    from factcheck.built_site import BuiltSite
    from factcheck.commands.terminal import Commands
    from factcheck.problems import Problem
    from factcheck.publication import Stage
    from factcheck.sending import Plan
    from factcheck.targets import Target

_RETRIES = 5
_KILO = 1000


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = "Send what is new or changed of the built site to a folder, a bucket or a server, and remove what is gone."
    publish = add_command(commands, "publish", _publish, text)
    publish.add_argument(
        "target", metavar="TARGET", help="a folder, s3://bucket/path, sftp://user@host/path, or an address of fsspec"
    )
    publish.add_argument("--output", metavar="DIR", type=Path, help="the built site (default: output)")
    publish.add_argument(
        "--dry-run", action="store_true", help="list what would be sent and removed, and change nothing"
    )
    publish.add_argument(
        "--compare", action="store_true", help="look at every file at the target instead of believing its manifest"
    )
    publish.add_argument(
        "--take-over", action="store_true", help="use a target of another site, and overwrite files that are in the way"
    )
    publish.add_argument(
        "--retries",
        metavar="N",
        type=int,
        default=_RETRIES,
        help=f"how often to try again where a connection is lost (default: {_RETRIES})",
    )
    publish.add_argument(
        "--cache-control", metavar="VALUE", default="", help="Cache-Control of the files sent to a bucket"
    )


def _publish(options: argparse.Namespace, site: Path) -> int:
    from factcheck.built_site import NotSentError
    from factcheck.configuration import read_configuration
    from factcheck.connection_errors import TargetError
    from factcheck.connections import Connection
    from factcheck.output_check import is_ours
    from factcheck.publication import RefusedError, Stage, recover
    from factcheck.targets import Target

    output = (options.output or Path(read_configuration(site, release=True).values["OUTPUT_PATH"])).resolve()
    stage = Stage(output)
    try:
        _refuse_folder(options.target, output, site.resolve())
        target = Target(Connection(options.target, options.retries), options.cache_control)
        recover(stage)
        if not is_ours(output):
            return broken(f"{output.name}/ is no site that factcheck built. Run factcheck build --release first.")
        with stage.lock():
            return _send(options, target, stage)
    except (RefusedError, NotSentError, TargetError) as error:
        return broken(str(error))
    except OSError as error:
        return broken(f"The built site cannot be read: {error}")


def _refuse_folder(target: str, output: Path, site: Path) -> None:
    """Refuse a target that is the built site itself, lies in it or around it, or among the sources of the site."""
    from factcheck.built_site import NotSentError
    from factcheck.publication import refuse_sources

    if "://" in target and not target.startswith(("file://", "local://")):
        return
    folder = Path(target.partition("://")[2] or target).resolve()
    if folder.is_relative_to(output) or output.is_relative_to(folder):
        raise NotSentError(
            f"{target} is the built site itself, or one of the two is in the other. Choose another folder."
        )
    refuse_sources(folder, site)


def _send(options: argparse.Namespace, target: Target, stage: Stage) -> int:
    from factcheck.built_site import read_built
    from factcheck.deployment import send
    from factcheck.progress import progress
    from factcheck.sending import plan
    from factcheck.target_survey import survey

    begun = time.monotonic()
    built = read_built(stage.output)
    if problems := _problems(stage, built):
        print_problems(problems, "text", stage.output)
        print(f"Not published: {count(problems)} in {stage.output.name}/. Build it again.")
        return PROBLEMS
    found = survey(target, built, take_over=options.take_over, compare=options.compare)
    todo = plan(found.known, built.files)
    if found.notice:
        print(found.notice)
    if options.dry_run:
        print("\n".join([*_listed(todo), f"{options.target}: {_summary(todo, built, 'to send', 'to remove')}."]))
        return FINE
    if todo.batches or found.manifest is None:
        with progress("Publishing", sum(1 for _ in todo.steps)) as step:
            send(target, built, found, todo, step)
    print(f"{options.target}: {_summary(todo, built, 'sent', 'removed')}, {time.monotonic() - begun:.1f} s.")
    if not built.has_address:
        print("No SITEURL was set: addresses that must be absolute begin with http://localhost.")
    if not built.is_release:
        print("It was built without --release: its search finds nothing, and its claims have no cards.")
    return FINE


def _problems(stage: Stage, built: BuiltSite) -> list[Problem]:
    """Return what is wrong with a built site; one that was found fine and is still the same is not read again."""
    from factcheck.output_check import check_output
    from factcheck.problems import has_errors

    fine = stage.folder / "checked"
    seal = hashlib.sha256(json.dumps([__version__, built.files], sort_keys=True).encode()).hexdigest()
    if fine.is_file() and fine.read_text(encoding="ascii") == seal:
        return []
    problems = check_output(stage.output).problems
    if has_errors(problems):
        return problems
    fine.write_text(seal, encoding="ascii")
    return []


def _listed(todo: Plan) -> list[str]:
    words = {**dict.fromkeys(todo.new, "new"), **dict.fromkeys(todo.changed, "changed")}
    return [f"{words.get(step.path, 'removed'):8} {step.path}" for step in todo.steps]


def _summary(todo: Plan, built: BuiltSite, sent: str, removed: str) -> str:
    if not todo.batches:
        return f"nothing {sent}, {counted(len(built.files), 'file stands', 'files stand')} there already"
    paths = (*todo.new, *todo.changed)
    size = _size(sum((built.folder / path).stat().st_size for path in paths))
    what = f"{len(todo.new)} new, {len(todo.changed)} changed, {size}"
    return f"{counted(len(paths), 'file', 'files')} {sent} ({what}), {len(todo.removed)} {removed}"


def _size(number: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if number < _KILO:
            return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= _KILO
    return f"{number:.1f} GB"
