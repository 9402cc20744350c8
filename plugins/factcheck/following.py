"""A site that is followed while it is edited: built anew after each save, as soon as can be.

Whoever saves waits for the page, so a save is taken at its word: the files that were told of are looked at and no
others. The output is our own, and is not looked at either while its folder's own entry is as we left it. Everything is
looked at when the following begins, when anything but a record or a captured file was saved, on another day, and once
more when nobody waits; only then is the state saved.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck import clock, values
from factcheck.build import as_before, build
from factcheck.build_memory import Memory
from factcheck.build_order import Request, Result, Surroundings, surroundings
from factcheck.build_state import files_now, stamps_of
from factcheck.configuration import read_configuration
from factcheck.processes import no_search_for_cycles
from factcheck.publication import RefusedError, Stage
from factcheck.rebuild import prepare_for_changes, rebuild, remember
from factcheck.revisions import head

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from pathlib import Path

    from factcheck.build_state import Stamp, State


class Follower:
    """Builds one site again and again into a folder that nobody else writes."""

    def __init__(self, site: Path, output: Path) -> None:
        self._request = Request(site=site, output=output)
        self._stage = Stage(output.resolve())
        self._memory = Memory()
        self._known: Surroundings | None = None
        self._commit = ""
        self._output: object = None
        self._is_saved = True

    def build(self) -> Result:
        """Look at everything and build what changed. Raises RefusedError, PelicanError, and what settings raise."""
        self._known = None
        known = self._surroundings()
        self._commit = head(self._request.site) if known.configuration.settings.revisions else ""
        result = build(self._request, memory=self._memory)
        self._known, self._output, self._is_saved = known, self._output_entry(), False
        return result

    def prepare(self) -> None:
        """Read, plan and load while nobody waits what the first save takes. What goes wrong is told with a build."""
        known, state = self._known, self._memory.state
        if known is None or state is None or self._memory.followed:
            return
        with suppress(Exception), no_search_for_cycles():
            prepare_for_changes(known, self._stage, state)
        self._is_saved = False

    def build_saved(self, saved: Collection[Path]) -> Result:
        """Build what changed by files that were saved. Raises what ``build`` raises."""
        begun = time.monotonic()
        known, state = self._known_now(saved), self._memory.state
        if known is None or state is None:
            return self.build()
        self._known = known
        result = self._built(known, state)
        return replace(result, seconds=time.monotonic() - begun) if result else self.build()

    def _built(self, known: Surroundings, state: State) -> Result | None:
        if not state.inputs.changed(known.inputs):
            return as_before(state, known, self._stage)
        self._is_saved = False
        with no_search_for_cycles():
            result = rebuild(known, self._stage, state, lambda: None)
        self._output = self._output_entry()
        return result

    def look_again(self) -> bool:
        """Tell whether anything changed of which nobody told; if not, save what is to be remembered."""
        before, state = self._known, self._memory.state
        if self._is_saved or before is None or state is None:
            return False
        known = self._surroundings()
        if known.inputs != before.inputs or known.others != before.others or known.environment != before.environment:
            return True
        self._known = known
        if not state.inputs.changed(known.inputs):
            self._settle(state, known)
        self.save()
        return False

    def save(self) -> None:
        """Save what is to be remembered, unless another build is at work there."""
        if not self._is_saved:
            with suppress(RefusedError), self._stage.lock():
                remember(self._memory, self._stage)
                self._is_saved = True

    def _settle(self, state: State, known: Surroundings) -> None:
        """Remember the files as they stand, so that none of them is in doubt any more."""
        inputs = files_now(known.inputs, state.inputs, known.time)
        self._memory.state = values.replace(state, inputs=inputs)
        if self._memory.model:
            self._memory.model = replace(self._memory.model, inputs=inputs)

    def _surroundings(self) -> Surroundings:
        configuration = read_configuration(self._request.site, in_full=True)
        return surroundings(self._request, configuration, self._memory)

    def _known_now(self, saved: Collection[Path]) -> Surroundings | None:
        """Return what a build finds after a save, or None where everything must be looked at."""
        known, state = self._known, self._memory.state
        if known is None or state is None or self._memory.render is None or self._output != self._output_entry():
            return None
        settings = replace(known.configuration.settings, now=clock.build_time())
        if not _is_within(settings.now, state) or (settings.revisions and head(self._request.site) != self._commit):
            return None
        inputs = self._inputs_now(known.inputs, saved)
        if inputs is None:
            return None
        return replace(known, configuration=replace(known.configuration, settings=settings), inputs=inputs)

    def _inputs_now(self, known: dict[str, Stamp], saved: Collection[Path]) -> dict[str, Stamp] | None:
        """Return the stamps of records and captures after a save; None where something else was saved."""
        site, named = self._request.site.resolve(), self._request.site
        folders = [site / "claims", site / "seeds"]
        paths = [site / path.relative_to(named) if path.is_relative_to(named) else path for path in saved]
        if not all(any(folder in path.parents for folder in folders) for path in paths):
            return None
        # An editor's draft has come and gone, and is no file of ours; of a folder that went, nobody names the files.
        drafts = tuple(f"{path}/" for path in paths if str(path) not in known)
        is_plain = all(path.is_file() if str(path) in known else not path.exists() for path in paths)
        if is_plain and not (drafts and any(path.startswith(drafts) for path in known)):
            return known | stamps_of(paths)
        return stamps_of(folders)

    def _output_entry(self) -> tuple[int, int] | None:
        """Return what changes when files at the top of the output come or go."""
        try:
            found = self._stage.output.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns


def _is_within(now: dt.datetime, state: State) -> bool:
    """Tell whether it is the day of a state, before any embargo ends."""
    ends = state.told.next_embargo
    return state.now <= now and state.now.date() == now.date() and (ends is None or now < ends)
