"""Facts about documents: what they state themselves, and what reference managers say of them.

`first_page` reads a document; `side_files` finds and reads exports (RIS, BibTeX, CSL-JSON) beside
the documents, `matching` says which entry is about which document. Names and kinds of publication
in many spellings are `names` and `types`. Nothing is imported here: a listing needs names only.
"""
