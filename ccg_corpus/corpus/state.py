"""Whether an ingest has finished: what a question may say of a store.

Comes in: a store, open. Goes out: yes or no. Nothing but the store is read.
"""

from __future__ import annotations

from ccg_corpus.store import Fact, NoCorpus, Store, readable


def refuse_unfinished(store: Store) -> None:
    """Raises: NoCorpus where no ingest has ever finished; "nothing found" would be no answer."""
    with readable(store.root):
        if store.generation:
            return
    message = "the first ingest did not finish, or is still at work"
    raise NoCorpus(message, path=store.root, hint="run 'ccg ingest'")


def broke_off(store: Store) -> bool:
    """Whether an ingest began and broke off: what is in the store is the state before it."""
    with readable(store.root):
        if store.fact(Fact.FINISHED):
            return False
    from ccg_corpus.store.lock import is_held

    if is_held(store.root):
        return False
    with readable(store.root):
        return not store.fact(Fact.FINISHED)  # it may have ended meanwhile
