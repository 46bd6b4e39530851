"""The history checker notices what is wrong, and nothing else."""
