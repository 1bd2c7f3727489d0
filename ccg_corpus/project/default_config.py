"""The config.yaml that `ccg init` writes: every key explained, none set but the default."""

from __future__ import annotations

CONFIG_NAME = "config.yaml"
CODEBOOK_NAME = "codebook.yaml"

DEFAULT_CONFIG = """\
# config.yaml: what you know about your documents and the files don't say.
#
# Nothing here is required. A line that begins with # is a comment: take the # away to use it,
# keep the spaces behind it. Run `ccg ingest` after a change; files that have not changed are
# not read again. A mistake is reported with its line.

# ---- Where the documents are -------------------------------------------------------------
# Files or folders, seen from this file. Papers may stay where you keep them, for example
# [corpus, ../review/full-texts].
corpus: [corpus]

# Files to leave out, as patterns of their path (put them in quotes):
# exclude:
#   - "*/drafts/*"
#   - "*.bak"

# Exports of a reference manager (RIS, BibTeX, CSL-JSON) that lie elsewhere; those in the corpus
# folders are found without being named.
# references: ["../review/My Library.ris"]

# The language to read where a file holds several translations.
# language: en

# ---- Facts about documents ---------------------------------------------------------------
# Under a file's name, whatever the file and your reference manager don't say or say wrongly. All
# are optional. The id names the document in answers, filters and below; without one it is made
# from the first author and the year (smith-2019), or is the file's name.
# documents:
#   smith-2019.pdf:
#     id: smith2019
#     title: "Leading from the practice: an interview study"
#     authors: ["Smith J", "Okafor A"]
#     year: 2019
#     journal: Journal of Invented Examples
#     volume: "12(3)"
#     pages: 45-57
#     doi: 10.1234/invented.5678
#     type: article            # or: accepted manuscript, report, thesis, web page ...
#     study: practices         # an id from "studies"
#   smith-accepted.txt:
#     version_of: smith2019    # the same work printed twice: its quotations count once
#   smith-thesis.pdf:
#     version_of: none         # a work of its own, whatever its text shares with another
#   cover-letter.txt:
#     skip: true               # not part of the evidence

# ---- Studies -----------------------------------------------------------------------------
# One research project may be reported in several documents (companion reports).
# studies:
#   practices: Leadership in general practice, 2016-2019

# ---- Sites: a crosswalk of cases ---------------------------------------------------------
# "Case D" means something only within one document. Where you know that two documents write
# about the same place, say so here; `--site northtown` then finds both. A case is written as
# "document:label", with a document's id or its file's name.
# sites:
#   northtown:
#     title: The northern town
#     study: practices
#     cases: ["smith2019:D", "okafor2020:Site 2"]

# ---- Roles -------------------------------------------------------------------------------
# ccg knows the roles of health services and of research: GP, nurse, practice manager, finance
# director, patient, carer ... (`ccg roles --all` lists them). Add your own, in any field: `names`
# are the words as papers print them, in the singular; `broader` the roles that find them too.
# roles:
#   community-connector:
#     names: [community connector, village agent]
#     broader: [staff]
#   lollipop-person: [lollipop person, school crossing warden]

# ---- Codes -------------------------------------------------------------------------------
# A small codebook; a larger one, a tree with definitions, is a file of its own, codebook.yaml
# (`ccg codes add` begins it). A quotation is proposed for a code where its words, the sentence that
# introduces it, or its theme have one of the terms. A word finds its family (disillusion: disillusioned,
# disillusionment), disengag* all words that begin so; several words are a phrase.
# codes:
#   disillusionment:
#     title: Disillusionment and disengagement
#     terms: [disillusion, disengag*, fed up, lost heart]
#   workload: [workload, overwork, not enough time]

# ---- Query log ---------------------------------------------------------------------------
# Every `ccg search` and `ccg quotes` is noted in queries.log.jsonl: when, by whom, how it was
# read, how much was found, in which corpus. `ccg log` shows it, for the methods section of a
# review. It stays on this computer; false or --no-log keeps nothing.
log: true

# ---- How far a search goes ---------------------------------------------------------------
# "all": only what has all that was asked; "some": also what has most of it; "near": also what is
# near it in meaning, after the others and marked. Without this line a question in plain words
# goes as far as "near" on a terminal, and "all" in a pipe and in machine formats.
# match: near

# ---- Near words --------------------------------------------------------------------------
# Which words are near a topic's in meaning is looked up in a table that comes with ccg, of
# English. Another one, of another language or of your own making, is a file named here, from
# this folder; off uses none.
# near: german.near

# ---- Whole sentences ---------------------------------------------------------------------
# With the extra ccg-corpus[meaning], what is near in meaning as a whole is found too, by a
# sentence model in a folder: model.onnx and tokenizer.json.
# meaning: {model: all-MiniLM-L6-v2}

# ---- Limits ------------------------------------------------------------------------------
# A file that needs more than this is reported and left out; the others are taken in.
# limits:
#   max_mb: 200             # size of one file, or of one file in a ZIP
#   max_pages: 5000         # pages of one PDF
#   seconds: 25             # time to read one file
#   memory_mb: 768          # memory to read one file
#   max_members: 10000      # files in one ZIP
#   max_unpacked_mb: 4000   # size of what one ZIP holds, unpacked
"""
