"""Over which wires data goes, and to which hosts it may."""
