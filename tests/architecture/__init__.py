"""Lines that the code keeps to, whatever it does; read from the source, nothing is imported."""
