"""What words must and can mean: terms, where they occur, and whether a rendering is met."""
