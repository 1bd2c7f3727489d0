"""`python -m ccg_corpus` is `ccg`."""

from ccg_corpus.cli.main import main

if __name__ == "__main__":
    main()
