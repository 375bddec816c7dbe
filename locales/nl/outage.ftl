# Said while the disk is full. Nothing was kept: the message waits at Telegram, a day at most.
outage-later = 🙏 Ik kan nu even niets bewaren. Je bericht wacht bij Telegram: je hoeft niets opnieuw te sturen. Morgen nog niets gehoord? Stuur het dan nog eens. Gevaar? Bel 112. Hulp: /hulp
outage-press = ⏳ Dit lukt nu even niet. Probeer het straks opnieuw. Gevaar? Bel 112. Hulp: /hulp
outage-help = 🆘 Bel iemand, nu meteen. Wij zijn zelf geen noodlijn.
outage-danger = ❤️ Goed dat je dit zegt. Wij zijn geen noodlijn: niemand hier ziet waar je bent. Heb je nu hulp nodig, bel dan meteen.
