"""The world as the map draws it: where its cities are, and where that is on the flat."""
