"""What the screen says of its keys: two lines always, all of it for who asks."""

KEYS = (
    "c confirm  x reject  e ends  r role  p person  s case  t theme  o code  m memo",
    "a add missed  f find more  d disagreed  u undo  n next  b back  ? help  q quit",
)
ENDS_KEYS = (
    "← → move the end by a word   Shift or < > ten words   Tab the other end",
    "Enter keep   Esc leave",
)
HELP = """\
Keys
  c          confirm: a quotation, and what is said of it is right
  x          reject: none; a reason may be typed
  e          move its ends by words: ← → · Tab for the other end · Enter keeps
  r p s t k  choose role, person, case (site), theme, kind; none for none
  o          give a code, or take it away; a new one by typing it
  m          write a memo
  a          add a quotation of this document that was missed, by its words
  f          find more like what is decided here: proposals, next in the queue
  d          settle what reviewers disagree in
  u          undo the last decision of this sitting
  n b        next, back          g  go to a number of the queue
  ↑ ↓        scroll the passage  PageUp PageDown by a screen
  [ ]        scroll what is known of it, and the evidence
  q          quit; everything decided is on disk

A code with ? is proposed by its terms: o takes it or refuses it.
Esc closes this."""
