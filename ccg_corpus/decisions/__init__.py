"""What reviewers decide: one append-only file a reviewer, `decisions/NAME.jsonl`, a line a decision.

Comes in: the lines of all files, in any order, some of them twice. Goes out: what holds of each
quotation. A line names its quotation by its words (W3C TextQuoteSelector), so that it finds it again
when ids, ends, rules, converters or versions have changed. Nothing here rewrites a line, and none is
dropped: what can't be read or found is named.

- `model`: a decision, and a line of it
- `files`: the files of a project, read and appended to
- `order`: one order of all lines, without the undone
- `standing`: what holds of one quotation, and where reviewers disagree
- `places`, `anchors`: the words in a document, and the quotation they are
- `reviewer`: who decides
"""
