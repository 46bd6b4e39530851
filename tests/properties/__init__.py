"""What holds for the rules whatever is done, in any order: a machine that plays them."""
