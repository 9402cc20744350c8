"""What a program that builds a site again and again remembers of its own builds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.build_state import State
    from factcheck.outputs import Render
    from factcheck.remaking import Followed
    from factcheck.saved_model import Model


@dataclass(slots=True)
class Memory:
    """What a program that builds again and again remembers of its own builds, so that it need not read it each time.

    ``keeps`` tells whether the model is, which is large.
    """

    keeps: bool = True

    state: State | None = None
    model: Model | None = None
    render: Render | None = None
    followed: Followed | None = None

    def clear(self) -> None:
        """Forget it all: nothing is as it was."""
        self.state = self.model = self.render = self.followed = None
