"""Who repeats whom: claims folded into the statements they repeat, and what went wrong in the retelling. Pure functions over tables."""
