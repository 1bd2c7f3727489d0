"""ccg: an evidence corpus of participants' words, taken verbatim from qualitative papers."""

__version__ = "0.1.0"
