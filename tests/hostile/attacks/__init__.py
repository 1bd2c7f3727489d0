"""Attacks on a project, by hand or for hours: `python -m tests.hostile.attacks --help`.

Each attack makes invented projects, does its harm, and asks by the command line as anybody would.
Goes out: "N of M held", and a line for each try that did not. A small share of it is in the tests.
"""
