"""Pictures drawn by the server: where things stand is worked out here, templates write the SVG."""
