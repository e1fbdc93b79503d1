"""What graded exercises share with students: each one's own scenario, drawn from the student ID."""
