"""Properties of the rules as a whole: any commands in any order, times and settings, and what must hold."""
