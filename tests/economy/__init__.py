"""Tests of simulated lives."""
