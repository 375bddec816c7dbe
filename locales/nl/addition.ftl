addition-type = 💬 Wat wil je toevoegen aan { $code }? Typ het hieronder. Je leest het na voor je verstuurt.
addition-not-really = 🤷 Dank je dat je het zegt. Wat mist er nog in het antwoord op { $code }? Typ het hieronder. Dan kijken we opnieuw.
addition-unclear = ❓ Dat kan. Wat is niet duidelijk in het antwoord op { $code }? Typ het hieronder. Dan leggen we het anders uit.
addition-go-on = Typ het hieronder.
addition-over = Die vraag is afgesloten. Typ gewoon een nieuwe vraag: je krijgt een nieuwe code.
