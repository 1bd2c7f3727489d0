"""`python -m ccg_corpus` is `ccg`."""

try:
    from ccg_corpus.cli.main import main
except KeyboardInterrupt:  # Ctrl-C while it starts
    raise SystemExit(130) from None

if __name__ == "__main__":
    main()
