"""Detention monitoring: from what is published to series that can be defended."""
