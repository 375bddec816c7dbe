# An encounter that comes after another one.
phase-first = ⏮️ Dit is een vervolg. Het eerste deel:
phase-how = Was je daar? Dan kreeg je na afloop een knop in deze chat: tik daarop. Was je er niet, of vind je de knop niet? Vraag het aan een jeugdwerker.
phase-do-first = 👀 Het eerste deel
phase-card = ⏮️ Vervolg, voor wie erbij was: { $title }
phase-next = ▶️ Er komt een vervolg, voor wie er was. Kom je weer?
phase-go-on = ▶️ Ik wil wel
phase-you-were-there = ▶️ Je was er bij het eerste deel. Dit is het vervolg:
phase-by-code = 🤝 Een jeugdwerker denkt aan jou voor dit vervolg:
phase-gone = ⌛ Deze knop werkt niet meer. Wil je toch komen? Vraag het aan een jeugdwerker.
phase-code-gone = ⌛ Deze code werkt niet meer. Wil je toch komen? Vraag het aan een jeugdwerker.

# At the desk.
phase-do-choose = ⏮️ Wat komt eerst?
phase-choose = ⏮️ Wat moet eerst komen? Alleen wie daar was, kan hier dan een plaats vragen: na afloop krijgt die een knop. Iemand anders laat je toe met een code.
phase-do-after = ⏮️ Nummer { $number }
phase-do-none = 🙌 Niets
phase-listed = ⏮️ Alleen voor wie een code heeft, of erbij was: { $title }
phase-order = Dat kan niet: het eerste deel moet bekend zijn, en minstens { $hours } uur gedaan voor het vervolg begint. De nacht telt niet mee.
