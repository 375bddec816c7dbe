# Notes among colleagues, and taking over each other's cases.
colleagues-do-note = 📝 Notitie
colleagues-type-note = 📝 Schrijf een notitie bij { $code }. Hoogstens { $max } tekens. Alleen collega's lezen ze, de jongere nooit.
colleagues-noted = 📝 Bewaard bij { $code }. Alleen collega's lezen dit.
colleagues-note = 📝 Notitie van { $who }, { $day }, enkel voor collega's:
colleagues-notes-full = 📝 Deze zaak heeft al genoeg notities.
colleagues-do-others = 🤝 Bij collega's
colleagues-others = 🤝 Dit is bij je collega's. Overnemen kan als iemand { $minutes } minuten niets schreef, een coördinator mag altijd.
colleagues-none = 🤝 Je collega's hebben nu geen zaken.
colleagues-line = 🔒 { $code } · { $who } · nog { $minutes } min.
colleagues-line-silent = 💤 { $code } · { $who } · schrijft niets, nog { $minutes } min.
colleagues-do-one = 🤝 { $code }
colleagues-why = 🤝 { $code } overnemen. Waarom? Je collega en het logboek zien de reden.
colleagues-silent = 💤 Antwoordt niet
colleagues-away = 🤒 Is er niet
colleagues-cannot-wait = 🚨 Kan niet wachten
colleagues-agreed = 💬 Afgesproken
colleagues-reason-silent = er kwam geen antwoord
colleagues-reason-away = afwezig
colleagues-reason-cannot-wait = dit kan niet wachten
colleagues-reason-agreed = zo afgesproken
colleagues-sure = 🤝 { $code } overnemen van { $who }: { $reason }. Het klad blijft staan. Zeker?
colleagues-do-yes = 🤝 Ja, neem over
colleagues-taken-over = 🤝 { $who } nam { $code } van je over: { $reason }. Je klad staat er nog.
colleagues-not-silent = 🔒 Je collega is ermee bezig. Wacht nog even, of vraag het een coördinator.
colleagues-not-held = Niemand heeft deze zaak nu. Neem ze gewoon: /desk.
colleagues-do-together = 🤝 Met collega's
colleagues-together = 🤝 { $code } met collega's.
colleagues-mark-aside = ⏸

# Putting right what was sent.
correct-do = ✏️ Verbeter
correct-how = ✏️ Typ de code erbij: /verbeter K7Q4MN.
correct-too-late = ✏️ Deze zaak kan je niet verbeteren: er is geen antwoord verstuurd, ze is van een ander project, of de jongere is niet meer te bereiken.
correct-begun = ✏️ { $who } verbetert het antwoord op { $code }.
correct-card = ✏️ Dit verbetert wat al verstuurd is. Niet nodig? Tik op 🔓 Laat los: zonder nieuwe tekst verandert er niets.
correct-type = ✏️ Wat klopte er niet op { $code }, en wat klopt wel? Typ het in het { $language }, hoogstens { $max } tekens. Een collega leest het na.
correct-why = het verbetert wat al verstuurd is
correct-title = ✏️ Verbetering op { $code }
correct-sorry = Sorry, in ons antwoord klopte iets niet. Dit klopt wel:
correct-in-thread = ✏️ Verbetering, { $day }:
correct-dropped = ✏️ { $code }: er is niets verbeterd. Het eerste antwoord blijft staan.

# Handing over to another project.
hand-do = ➡️ Overdragen
hand-which = ➡️ { $code } overdragen. Aan welk project?
hand-do-project = → { $project }
hand-nobody = ➡️ In { $project } kan nu niemand ja zeggen.
hand-why = ➡️ { $code } naar { $project }. Waarom?
hand-language = ⚠️ Dit project werkt niet in het { $language }.
hand-theirs = 📍 Gaat over hun buurt
hand-their-language = 🗣 Taal
hand-they-know = 🧠 Zij weten meer
hand-too-much = 🧺 Te veel werk
hand-reason-theirs = het gaat over jullie buurt
hand-reason-their-language = de taal
hand-reason-they-know = jullie weten er meer van
hand-reason-too-much = wij hebben te veel werk
hand-type-note = ➡️ Schrijf één regel over { $code } voor { $project }, hoogstens { $max } tekens, zonder namen of plaatsen. Meer lezen zij niet voor ze ja zeggen.
hand-not-corrected = ✏️ Dit is een verbetering. Werk ze af, of laat ze los.
hand-call = ➡️ { $project } vraagt of jullie een zaak overnemen.
hand-do-look = 👁 Bekijk
hand-offered = ➡️ { $code } is aangeboden aan { $project }, tot { $until }. Tot zij ja zeggen, blijft de zaak van jullie.
hand-offer =
    ➡️ { $code } · van: { $project }
    🏷️ { $sort } · 🗣 { $language } · ⏳ beloofd: { $promised }
    Waarom: { $reason }
hand-do-accept = ✅ Neem aan
hand-do-refuse = ✖️ Nee
hand-gone = ➡️ Deze zaak wordt jullie niet meer aangeboden.
hand-accepted = ✅ { $project } nam { $code } aan.
hand-no-why = ✖️ { $code }: waarom niet?
hand-not-ours = 🚫 Niet voor ons
hand-no-time = ⏳ Geen tijd
hand-not-our-language = 🗣 Niet onze taal
hand-reason-not-ours = niet voor hen
hand-reason-no-time = geen tijd
hand-reason-not-our-language = niet hun taal
hand-refused = ✖️ { $project } neemt { $code } niet: { $reason }. De zaak staat vooraan in jullie rij.
hand-no-said = ✖️ { $code } gaat terug. Je collega's daar horen waarom.
hand-lapsed = ⏱ { $project } zei niets over { $code }. De zaak staat vooraan in jullie rij.
hand-line-in = ➡️ { $code } · aangeboden door { $project }
hand-line-out = ⏸ { $code } · aangeboden aan { $project }
hand-do-one = ➡️ { $code }
hand-do-back = 🙋 { $code }

# Asking a lawyer.
lawyer-do = ⚖️ Vraag jurist
lawyer-nobody = ⚖️ Er is geen jurist in het team.
lawyer-type-ask = ⚖️ Wat wil je weten over { $code }? Hoogstens drie punten, { $max } tekens. De jurist leest de vraag zonder plaats.
lawyer-asked = ⚖️ { $code } wacht op een jurist, hoogstens een week. Ondertussen staat de zaak niet in de rij.
lawyer-call = ⚖️ Een collega vraagt een jurist.
lawyer-do-take = ⚖️ Bekijk
lawyer-gone = ⚖️ Deze vraag wacht niet meer op jou.
lawyer-taken = ⚖️ Een andere jurist bekijkt dit al.
lawyer-card = ⚖️ { $code } · 🏷️ { $sort } · 🗣 { $language }
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
