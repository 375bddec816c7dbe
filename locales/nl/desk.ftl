# The moderator's desk.
desk-counts = 📋 { $all ->
    [one] Er wacht 1 vraag.
   *[other] Er wachten { $all } vragen.
}{ $urgent ->
    [0] { "" }
   *[other] { " " }🚨 { $urgent } dringend.
}{ $late ->
    [0] { "" }
   *[other] { " " }⏰ { $late } te laat.
}
desk-line = { $mark } { $code } · { $sort } · { $language } · sinds { $day } · { $whose }{ $labels }
desk-mark-urgent = 🚨
desk-mark-late = ⏰
desk-mark-to-read = 👀
desk-mark-soon = 🟡
desk-mark-plain = ▫️
desk-short-nl = NL
desk-short-fr = FR
desk-own = ons project
desk-pool = gedeeld
desk-outside = andere organisatie
desk-and-more = … en nog { $more }.
desk-empty = 📭 Er wacht niets. Mooi!
desk-take = 🙋 Neem
desk-home = 📋 Desk
desk-dossiers = 📂 Mijn dossiers
desk-switch = 🌐 Français
desk-no-dossiers = 📂 Je hebt nu geen zaken. Met /volgende neem je een vraag.
desk-my-dossiers = 📂 Jouw dossiers: { $all }. ✍️ bezig · ⏳ wacht op de jongere · ✓ verstuurd
desk-dossier = { $mark } { $code }
desk-state-held = ✍️
desk-state-waiting = ⏳
desk-state-sent = ✓
desk-help-how = Neem een vraag, lees ze, tik op ✍️ Antwoord of antwoord op het bericht zelf. Je ziet altijd eerst een voorbeeld. Niets vertrekt zonder ✅.
desk-reads-texts = 👀 Jij leest teksten van collega's na. Wacht er een op jou, dan krijg je bericht.
desk-help-coordinator = Nieuwe collega's tonen je twee woorden. Herken je hun stem? Dan bevestig je ze hier.

desk-card =
    📨 { $code } · 📍 { $area } · 🗣 { $language }
    ⏳ Beloofd: { $promised }
    💭 { $police }
desk-card-rest = 📨 { $code } · vervolg
desk-card-urgent = 🚨 Dringend
desk-card-by-card = 📇 Via een collega, met een kaart: wie dit vraagt, heeft geen Telegram. Een jeugdwerker leest je antwoord voor.
desk-card-topic = Gevraagd bij: { $topic }
desk-card-foreign = 🌍 De vraag lijkt in een andere taal. Antwoord in het { $language }.
desk-card-yours = 🔒 Van jou tot { $until }. Schrijven verlengt dat.
desk-card-waiting = ↩️ Wacht op de jongere sinds { $day }.
desk-card-sent = ✓ Antwoord verstuurd op { $day }.
desk-language-nl = Nederlands
desk-language-fr = Frans
desk-elsewhere = elders
desk-police-yes = Politie mag meedenken, zonder deze tekst te zien
desk-police-no = Geen input van de politie
desk-police-never = Gaat nooit naar de politie
desk-by-asker = 🧑 Jongere, { $day }:
desk-by-desk = 💬 Ons antwoord, { $day }:
desk-by-desk-more = ↩️ Onze vraag, { $day }:
desk-draft = 📝 Klad, nog niet verstuurd:

desk-do-answer = ✍️ Antwoord
desk-do-more-info = ↩️ Meer info vragen
desk-do-urgent = 🚨 Dringend
desk-do-not-urgent = 🚨 Niet dringend
desk-do-release = 🔓 Laat los
desk-do-refuse = 🗑️ Weiger
desk-do-preview = 👁 Toon voorbeeld
desk-do-take-back = 🙋 Neem terug
desk-do-send = ✅ Verstuur
desk-do-rewrite = ✍️ Herschrijf
desk-do-back = ◀️ Terug
desk-do-read = 👁 Lees
desk-do-for-case = ✍️ { $code }
desk-do-drop = 🗑️ Weg ermee
desk-do-refuse-yes = 🗑️ Ja, weiger

desk-type-answer = ✍️ Typ je antwoord op { $code }, in het { $language }. Hoogstens { $max } tekens. Je ziet eerst een voorbeeld.
desk-type-more-info = ↩️ Wat wil je nog weten over { $code }? Typ het in het { $language }. Hoogstens { $max } tekens.
desk-preview = 👁 { $code }: zo krijgt de jongere je antwoord.
desk-preview-more-info = 👁 { $code }: zo krijgt de jongere je vraag.
desk-preview-masks = ⚠️ Hier staat: { $kinds }. Mag dat? Een hulplijn wel, iets van een persoon liever niet.
desk-preview-trainee = 🎓 Versturen doet een collega: tik op 👀 Laat nalezen.
desk-too-long = ✂️ Te lang: haal er { $cut } tekens af (hoogstens { $max }). Pas je bericht aan of typ het opnieuw.
desk-edited = ✏️ Een aangepast bericht verandert hier niets meer. Tik op ✍️ Herschrijf bij het voorbeeld.

desk-which-case = 🤔 Bij welke zaak hoort je tekst ({ $units } tekens)? Ik bewaar hem { $minutes } minuten. Er vertrekt niets vanzelf.
desk-no-case-for-text = 📭 Je hebt nu geen zaak. Ik bewaar je tekst { $minutes } minuten, er vertrekt niets. Neem eerst een vraag: /volgende.
desk-parked-dropped = 🗑️ Weg. Er is niets verstuurd.
desk-parked-gone = Die tekst is er niet meer. Typ hem nog eens.
desk-unused = 📄 Wat je typte voor { $code } is niet gebruikt. Het blijft hier { $minutes } minuten staan. Nog nodig? Kopieer het.
desk-unused-lease-over = ⏱ Je tijd was om: de vraag ging terug naar de rij.
desk-unused-gone = 📄 Deze zaak is niet meer bij jou. Wat je typte is niet gebruikt. Het blijft hier { $minutes } minuten staan. Nog nodig? Kopieer het.

desk-refuse-why = 🗑️ { $code } weigeren. Waarom? De jongere leest de reden.
desk-refuse-off-topic = 🚫 Ander onderwerp
desk-refuse-other-service = 🧭 Andere dienst
desk-refuse-no-question = 🤷 Geen vraag
desk-refuse-insult = 💢 Scheldpartij
desk-reason-off-topic = dit gaat niet over jongeren en politie
desk-reason-other-service = een andere dienst kan beter helpen
desk-reason-no-question = hier staat geen vraag in
desk-reason-insult = dit is een scheldpartij
desk-refuse-sure = 🗑️ { $code } weigeren: { $reason }. De zaak sluit meteen. Zeker?
desk-refused = 🗑️ { $code } is geweigerd. De jongere leest waarom.
desk-released = 🔓 { $code } staat weer bij de eersten in de rij.

desk-held-by-other = Een collega heeft deze zaak nu.
desk-waits-for-asker = ⏳ Deze zaak wacht op de jongere. Toch antwoorden? Open ze met /dossiers.
desk-lease-over = ⏱ Je tijd was om. De vraag ging terug naar de rij. Schreef je al iets? Dat is bewaard.
desk-already-sent = Dit is al verstuurd. Eén keer, zoals het hoort.
desk-closed = Deze zaak is afgesloten.
desk-gone = 🙂 Deze vraag is er niet meer. Je hoeft niets te doen.
desk-not-for-you = 🙂 Deze vraag is nu bij een ander project. Je hoeft niets te doen.
desk-changed = Dit voorbeeld is oud. Verstuur het nieuwste.
desk-unread = 💬 Er kwam iets bij. Lees het eerst: tik op ◀️ Terug.
desk-nothing-to-send = Er is nog geen tekst. Tik op ✍️ Antwoord.
desk-full = Deze zaak is vol. Laat de jongere een nieuwe vraag stellen.
desk-taken = 🙂 Een collega was je net voor.
desk-next-waits = Er wacht nog een vraag.
desk-none-left = Er wacht niets meer. Een collega was je net voor.
desk-hands-full = Je hebt al { $max } zaken. Werk er eerst één af of laat er één los.
desk-now-urgent = 🚨 Nu dringend
desk-now-plain = Niet meer dringend
desk-dead-button = Deze knop werkt niet meer. Kijk in /desk.
desk-not-allowed = Met deze rol kan dat niet.
desk-text-only = 🙂 Alleen tekst, graag. Ik bewaar hier niets van.
desk-unknown-command = 🤔 Dat commando ken ik niet. Typ /help.
desk-no-youth-side = 🙂 Dat is voor jongeren. Een account van het team kan hier geen vragen stellen. Typ /help.
desk-in-the-group = 👥 Doe dit in de groep zelf.
desk-stopped = 👌 Oké. Ik wacht niet meer op een tekst.
