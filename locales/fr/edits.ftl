edits-too-late = ✏️ Ce que tu modifies après, on ne le voit plus. Tu veux corriger ou ajouter ? Écris-le dans un nouveau message.
