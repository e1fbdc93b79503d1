"""What readers touch: HTML, CSS and JavaScript, the same in pages and in notebooks."""
