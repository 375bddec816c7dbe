home-welcome =
    👋 Wat wil je weten over jou en de politie? Typ gewoon je vraag. Een jeugdwerker antwoordt. De politie leest niet mee.
    Gevaar? Bel 112.
home-ask = ❓ Vraag stellen
home-encounters = 📅 Ontmoetingen
home-rights = 📚 Mijn rechten
home-mine = 📬 Mijn vragen
home-help = 🆘 Hulp nu
home-privacy = 🔒 Privacy
home-switch = 🌐 Français
home-unknown-command = Dat woord met / ken ik niet. Typ gewoon je vraag, of kies:
home-invite-own-questions = Met dit account stelde je zelf vragen. Die zou je als teamlid niet meer zien. Wis ze eerst met /wis, of gebruik een ander account. Open daarna de link opnieuw.
