"""Quotations as annotations of their documents: Web Annotation, TEI."""
