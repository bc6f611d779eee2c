"""Commands that fit the weights which the package ships; not needed to use it."""
