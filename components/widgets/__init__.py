"""What several topics put on their pages: fields, notes, the program."""
