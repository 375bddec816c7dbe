# Topics and cards.
rights-topics = 📚 Jouw rechten bij de politie. Kies een onderwerp of zoek met je eigen woorden. ({ $page }/{ $pages })
rights-find = 🔎 Zoek
rights-next = ➡️ Meer
rights-choose = Wat wil je weten?
rights-regions = 📍 De regels zijn niet overal gelijk. Waar woon je?
rights-region-flanders = 📍 Vlaanderen
rights-region-brussels = 📍 Brussel
rights-region-wallonia = 📍 Wallonië
rights-not-reviewed = ⚠️ Nog niet nagelezen door een jurist.
rights-reviewed = ✔️ Nagelezen door een jurist in { $month }.
rights-by-team = 👥 Geschreven door jeugdwerkers, nagelezen door een tweede. Nog niet door een jurist. Opnieuw nagekeken voor { $month }.
rights-new-law = 🆕 De wet hierover is pas veranderd.
rights-law-button = ⚖️ Wet en bronnen
rights-law = ⚖️ Hier staat het in de wet:
rights-sources = 🔗 Hier kan je meer lezen (buiten deze chat):
rights-more = 📚 Meer hierover
rights-ask = ❓ Stel je vraag
rights-about = Onderwerp: { $topic }
rights-thanks = 🙏 Fijn! We tellen alleen de kaart, niet jou.
rights-thanks-ask = 🙏 Dank je. We tellen alleen de kaart, niet jou. Stel gerust je eigen vraag: een jeugdwerker antwoordt.

# Looking for words.
rights-search = 🔎 Wat zoek je? Typ het in je eigen woorden, in het Nederlands of het Frans. Fouten mogen.
rights-found = 🔎 Je zocht:
rights-found-next = Niet wat je zoekt? Typ andere woorden, of stel je vraag: een jeugdwerker antwoordt.
rights-unsure = 🤷 Geen kaart gevonden die zeker past. Misschien een van deze? Je zocht:
rights-nothing = 🤷 Geen kaart gevonden. Je zocht:
rights-nothing-next = Typ andere woorden, of stel je vraag: een jeugdwerker antwoordt.
rights-danger = ❤️ Je schreef:
rights-danger-next = Wil je dat een jeugdwerker dit leest? Stel je vraag: je leest ze na, en dan ligt ze vooraan.
rights-unsent = ✏️ Er staat nog een tekst van je klaar die niet verstuurd is. Verstuur of stop hem eerst, dan kan je zoeken.

# Cards that may answer a question before it is sent.
rights-offer-button = 📚 Is dit het? ({ $number })
rights-offer = 📚 Misschien staat je antwoord hier al. Je vraag is nog niet verstuurd.
rights-this-is-it = 👍 Dit is het
rights-answered = 👍 Fijn dat je antwoord er al stond! Er is niets verstuurd en je tekst is gewist. Nog een vraag? Typ ze gewoon.
