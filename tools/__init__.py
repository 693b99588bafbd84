"""Programs for whoever maintains packgen; none is part of the package."""
