# Asking a lawyer.
lawyer-do = ⚖️ Vraag jurist
lawyer-nobody = ⚖️ Er is geen jurist in het team.
lawyer-type-ask = ⚖️ Wat wil je weten over { $code }? Hoogstens drie punten, { $max } tekens. De jurist leest de vraag zonder plaats.
lawyer-asked = ⚖️ { $code } wacht op een jurist, tot { $until }. Ondertussen staat de zaak niet in de rij.
lawyer-call = ⚖️ Een collega vraagt een jurist, tot { $until }.
lawyer-call-urgent = 🚨 ⚖️ Een collega vraagt dringend een jurist, tot { $until }.
lawyer-do-take = ⚖️ Bekijk
lawyer-gone = ⚖️ Deze vraag wacht niet meer op jou.
lawyer-taken = ⚖️ Een andere jurist bekijkt dit al.
lawyer-card = ⚖️ { $code } · 🏷️ { $sort } · 🗣 { $language }
    ⏳ Gevraagd tot { $until }
lawyer-by-asker = 🧑 Jongere:
lawyer-by-desk = 💬 Wij:
lawyer-question = ❓ Je collega wil weten:
lawyer-do-draft = ✍️ Voorstel
lawyer-do-word = 💬 Opmerking
lawyer-type-draft = ✍️ Schrijf een voorstel voor { $code }, in het { $language }, hoogstens { $max } tekens. Een collega leest het en verstuurt het.
lawyer-type-word = 💬 Je opmerking over { $code }, hoogstens { $max } tekens. Alleen collega's lezen ze.
lawyer-thanks = ⚖️ Dank je! { $code } is weer bij je collega's.
lawyer-released = 🔓 { $code }: een andere jurist kan nu kijken.
lawyer-answered = ⚖️ De jurist antwoordde over { $code }.
lawyer-over = ⚖️ { $code } wacht niet meer op jou.
lawyer-lapsed = ⏱ Geen jurist antwoordde over { $code }. De zaak staat vooraan in de rij.
lawyer-left = ⚖️ { $code }: de jurist die je vroeg, kan niet meer kijken. Een andere kan het, tot { $until }.
lawyer-nobody-left = ⚖️ Er is geen jurist meer in het team. { $code } staat vooraan in de rij.
lawyer-elsewhere = ⚖️ Jullie project heeft geen jurist. Dit gaat naar juristen van: { $projects }.
lawyer-of-pool = ⚖️ Deze zaak is gedeeld. Dit gaat naar juristen van: { $projects }.
