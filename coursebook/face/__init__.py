"""What readers touch: HTML, CSS and JavaScript, for pages and for notebooks."""
