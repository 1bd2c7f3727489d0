"""One invented paper in the formats that reviewers have, made on the fly."""
