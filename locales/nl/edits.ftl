edits-too-late = ✏️ Wat je achteraf aanpast, zien wij niet meer. Wil je iets verbeteren of toevoegen? Typ het als een nieuw bericht.
