"""Files that travel with the program: the Lianyun plan, and what a new workspace starts with."""
