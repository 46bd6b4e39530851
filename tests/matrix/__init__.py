"""Every command with every outcome: cells by system, and the stage they are played on."""
