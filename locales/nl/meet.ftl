meet-areas = 📅 Jongeren en agenten praten en doen samen iets, met een jeugdwerker erbij. Waar wil je kijken?
meet-everywhere = 📍 Overal
meet-elsewhere = elders
meet-none = 📅 Er is nu geen ontmoeting gepland. Kijk later nog eens. Heb je een vraag? Die kan altijd.
meet-list = 📅 Dit komt eraan. Kies er een om meer te lezen.
meet-line = { $number }. { $title } · { $when } · { $area }
meet-open = 👀 Nummer { $number }
meet-gone = 📅 Deze ontmoeting is begonnen, of gaat niet door. Je kan er geen plaats meer vragen.
meet-link-welcome = 📅 Hier lees je over een ontmoeting met de politie, en kan je vragen stellen. Een jeugdwerker leest en antwoordt. Kies je taal.
meet-others = 📅 Andere
meet-mine = 🎟️ Mijn plaatsen
meet-kind-meeting = 🤝 Ontmoeting: praten en samen iets doen.
meet-kind-workshop = 🛠️ Workshop: samen iets maken of leren.
meet-kind-camp = ⛺ Kamp: een dag samen op pad.
meet-kind-camp-days = ⛺ Kamp van { $days } dagen. Je plaats is voor alle dagen.
meet-kind-training = 🎓 Vorming: jongeren en agenten leren van elkaar.
meet-kind-consultation = 💬 Overleg: meedenken over de buurt.
meet-who-plain = 👥 { $youths ->
    [one] 1 jongere
   *[other] { $youths } jongeren
 } en { $officers ->
    [one] 1 agent
   *[other] { $officers } agenten
 } in gewone kleren, met een jeugdwerker.
meet-who-uniform = 👥 { $youths ->
    [one] 1 jongere
   *[other] { $youths } jongeren
 } en { $officers ->
    [one] 1 agent
   *[other] { $officers } agenten
 } in uniform, met een jeugdwerker.
meet-who-mixed = 👥 { $youths ->
    [one] 1 jongere
   *[other] { $youths } jongeren
 } en { $officers ->
    [one] 1 agent, in uniform of in gewone kleren
   *[other] { $officers } agenten, sommige in uniform
 }, met een jeugdwerker.
meet-who-none = 👥 { $youths ->
    [one] 1 jongere
   *[other] { $youths } jongeren
 }, met een jeugdwerker. Zonder agenten.
meet-trainees = 🎓 En { $trainees ->
    [one] 1 agent
   *[other] { $trainees } agenten
 } in opleiding.
meet-ages = 🎂 Van { $from } tot en met { $to } jaar · { $spoken }
meet-in-dutch = Nederlands
meet-in-french = Frans
meet-in-both = Nederlands en Frans
meet-access-wheelchair = ♿ Je geraakt er met een rolstoel.
meet-access-quiet = 🤫 Er is een stille ruimte.
meet-access-no-reading = 🗣 Je hoeft niets te lezen of te schrijven.
meet-access-food = 🥪 Er is iets te eten.
meet-dress-plain = gewone kleren
meet-dress-uniform = uniform
meet-dress-mixed = sommige in uniform
meet-no-wheelchair = ⚠️ Met een rolstoel geraak je er niet meer.
meet-no-quiet = ⚠️ Er is geen stille ruimte meer.
meet-no-no-reading = ⚠️ Er valt nu wel iets te lezen of te schrijven.
meet-no-food = ⚠️ Er is niets te eten.
meet-consent = 🖊️ Een ouder of voogd moet ja zeggen.
meet-by-lot = 🎲 Er wordt geloot: { $when }. Vraag voor dan een plaats. Wie eerst vraagt, heeft niet meer kans.
meet-codes-until = 🤝 Wie een code van een jeugdwerker heeft, gaat voor. Vraag gerust een plaats: de andere geven we { $when }, wie eerst vroeg eerst.
meet-codes-first = 🤝 Wie een code van een jeugdwerker heeft, gaat voor.
meet-left-many = 🟢 Er is nog veel plaats.
meet-left-few = 🟠 Het is bijna vol.
meet-left-none = 🔴 Het is vol. Je kan op de wachtlijst.
meet-address-later = 📍 Het adres krijg je met je plaats, een dag vooraf.
meet-join = 🙋 Ik wil komen
meet-not-this-time = 🔁 Deze keer niet
meet-dates = 🔁 Dit komt meer dan één keer. Kies een andere dag.
meet-date = { $number }. { $when }
meet-rules = 🤝 Vooraf: je komt omdat je wil, en je mag altijd weg. Iedereen luistert naar elkaar. Geen foto's zonder ja. De zone belooft: niemand vraagt er je identiteitskaart.
meet-rules-report = ⚠️ Hoort een agent over een misdrijf? Dan moet die het melden. Vertel er dus niets wat je voor jezelf wil houden.
meet-rules-yes = ✅ Oké, ik kom
meet-name = 🎭 Je komt onder een schuilnaam. Deze keer: { $name }. Alleen de jeugdwerkers zien hem.
meet-name-yes = ✅ Die is goed
meet-name-other = 🔄 Een andere
meet-name-taken = Die naam is net gekozen.
meet-enough = 🎟️ Je hebt al { $max } plaatsen. Geef er eerst een terug.
meet-line-full = 🙏 Ook de wachtlijst is vol. Kijk later nog eens.
meet-kind-street = 📣 Straatoverleg: praten op straat, zonder inschrijven.
