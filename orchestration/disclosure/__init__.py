"""Finds in texts what names a private person: names, numbers of documents, telephones, e-mail and street addresses. Pure functions over texts."""
