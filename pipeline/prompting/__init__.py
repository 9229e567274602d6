"""What models are asked for, in words: purposes, their templates, and the shape of their answers."""
