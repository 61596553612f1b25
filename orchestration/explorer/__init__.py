"""The explorer: pages about a published release, for readers without tools."""
