room-none = 🗓️ Jullie project heeft vandaag geen ontmoeting. Wie er is, zeg je hier vanaf twaalf uur vooraf.
room-today = 🗓️ Vandaag bij jullie project. Kies er een.
room-line = { $number }. { $title } · { $when }
room-not-now = Dat kan alleen rond de dag zelf.
room-code-not-now = De code is er vanaf een uur vooraf, tot het einde.
room-here = 🙋 Er { $here ->
    [one] is { $here }
   *[other] zijn er { $here }
} van de { $certain } met een plaats.
room-camp = ⛺ Wie er op één dag was, telt voor het hele kamp.
room-heads = 🧮 Geteld: { $youths ->
    [one] 1 jongere
   *[other] { $youths } jongeren
}, { $officers ->
    [one] 1 agent
   *[other] { $officers } agenten
}.
room-do-code = 🔢 Toon de code
room-do-names = 👥 Namen
room-do-count = 🧮 Tel hoofden
room-code = 🔢 { $code }
room-code-until = Toon dit in de zaal. Wie een plaats heeft, typt de vier cijfers in de chat met de bot. Om { $until } komt hier een nieuwe code.
room-code-link = Of laat deze link openen:
room-nobody = 👥 Niemand heeft een zekere plaats.
room-names = 👥 Tik op wie er is: { $here } van { $certain }. Nog een tik, en het telt niet meer.
room-name = ⬜ { $name }
room-name-here = ✅ { $name }
room-name-gone = Die plaats is er niet meer.
room-count = 🧮 Hoeveel jongeren en hoeveel agenten zijn er? Typ twee getallen, bijvoorbeeld: 7 3. Tel ook wie geen plaats vroeg. Typ geen namen.
room-count-wrong = Dat lees ik niet. Typ twee getallen, eerst de jongeren, dan de agenten, bijvoorbeeld: 7 3. Ten hoogste { $max } van elk.
room-street = 📣 Niemand schrijft zich hier in: tel wie er is.
