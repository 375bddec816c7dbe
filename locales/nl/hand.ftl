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
hand-pool = de gedeelde rij
hand-call-pool = ➡️ { $project } vraagt of jullie een zaak uit de gedeelde rij overnemen.
hand-nobody-left = ➡️ In { $project } kan niemand meer ja zeggen over { $code }. De zaak staat vooraan in jullie rij.
hand-closed = 🔒 Dit project is gesloten tot en met { $until }. De beloofde dag blijft.
hand-busy = 🕒 Dit project heeft het druk, tot en met { $until }.
hand-you-are-closed = 🔒 Jullie zijn gesloten tot en met { $until }. De beloofde dag blijft: neem enkel aan als iemand dan antwoordt.
