"""The site to read: lessons, glossary, a network to try, a class report, and the instructors' pages."""
