wipe-ask = 🗑️ Dit wist al je vragen, antwoorden en keuzes. Een antwoord kan dan niet meer komen. Zeker?
wipe-yes = 🗑️ Ja, wis alles
wipe-no = ↩️ Nee, toch niet
wipe-done = 🗑️ Alles is weg, ook de sleutels. Had een jeugdwerker je vraag open, dan verdwijnt ze daar binnen { $minutes } minuten. Je chat kennen we nog tot dit bericht er is, hoogstens { $hours } uur. Heel oude berichten en wat Telegram bewaart: verwijder zelf deze chat. Terug? Typ /start.
wipe-one-ask = 🗑️ Vraag { $code } wissen? De tekst en het antwoord verdwijnen. Een antwoord kan niet meer komen.
wipe-one-yes = 🗑️ Ja, wis deze
wipe-one-done = 🗑️ { $code } is weg, ook ons antwoord. Wat jij zelf typte en heel oude berichten staan nog in deze chat. Verwijder ze zelf, of wis alles met /wis.
