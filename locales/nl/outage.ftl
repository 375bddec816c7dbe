# Said while the disk is full. Nothing was kept: the message waits at Telegram, a day at most.
outage-later = 🙏 Ik kan nu even niets bewaren. Je bericht wacht bij Telegram: je hoeft niets opnieuw te sturen. Morgen nog niets gehoord? Stuur het dan nog eens. Gevaar? Bel 112. Hulp: /hulp
outage-press = ⏳ Dit lukt nu even niet. Probeer het straks opnieuw. Gevaar? Bel 112. Hulp: /hulp
outage-help = 🆘 Bel iemand, nu meteen. Wij zijn zelf geen noodlijn.
outage-danger = ❤️ Goed dat je dit zegt. Wij zijn geen noodlijn: niemand hier ziet waar je bent. Heb je nu hulp nodig, bel dan meteen.
# After more than a day in which nothing came in: to who has a question open, or was typing. It says nothing of what this chat is about.
outage-was-away = 🙏 Sorry, een tijd lang kreeg ik geen berichten. Schreef je iets na { $since }? Dan kwam het misschien niet aan. Stuur het nog eens. Gevaar? Bel 112. Hulp: /hulp
outage-unsent = ⌛ Wat je daarvoor typte, is gewist en niet verstuurd.
