"""A project: its folder, its config.yaml, and the user's own files beside it."""

from ccg_corpus.project.folders import find_project, init_project, name_key, on_disk, source_name

__all__ = ["find_project", "init_project", "name_key", "on_disk", "source_name"]
