"""The figures, a module for each: a function that draws it, and one that draws its thumbnail."""
