"""The rules of REVE: pure functions over frozen values. No I/O, no clock, no chance but the dice given."""
