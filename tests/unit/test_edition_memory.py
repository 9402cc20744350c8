"""What was worked out for one page and is remembered for others."""

from __future__ import annotations

from factcheck.pages.edition import Memory


def test_a_full_memory_forgets_what_nobody_asked_for_lately() -> None:
    """What pages ask for again and again stays, however much else they ask for meanwhile."""
    memory, worked_out = Memory(4), list[str]()

    def work_out(key: str) -> str:
        worked_out.append(key)
        return key.upper()

    for key in "abacadaeaf":
        assert memory.of((key,), lambda key=key: work_out(key)) == key.upper()  # type: ignore[misc]
    assert worked_out == list("abcdef")
    assert memory.of(("b",), lambda: work_out("b")) == "B"
    assert worked_out == list("abcdefb")
