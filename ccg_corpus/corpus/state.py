"""The store behind a corpus: opened to be asked, and whether an ingest has finished it."""

from __future__ import annotations

from pathlib import Path

from ccg_corpus.store import Fact, NoCorpus, Store, readable


def opened_store(root: Path, *, finished: bool) -> Store:
    """A project's store, to ask.

    Raises: NoCorpus; where it has to be `finished`, also if no ingest ever did: "nothing found"
    would be no answer.
    """
    store = Store.to_read(root)
    try:
        with readable(root):
            if store.generation or not finished:
                return store
    except BaseException:
        store.close()
        raise
    store.close()
    message = "the first ingest did not finish, or is still at work"
    raise NoCorpus(message, path=root, hint="run 'ccg ingest'")


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
