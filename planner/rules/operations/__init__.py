"""Where what runs a topology keeps, copies and sends data."""
