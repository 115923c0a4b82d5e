"""What is told of a run when it is over: summary, reports in HTML and JSON, and the index."""
