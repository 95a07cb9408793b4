"""Around every page: the pages by name, share, take home, keys, glossary, welcome, start-up, guard."""
