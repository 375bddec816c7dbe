first-welcome = 👋 Hoi! Vragen over jou en de politie? Een jeugdwerker leest en antwoordt. We vragen geen naam, Telegram kent je wel. Gevaar? Bel 112, niet ons.
first-kept = 👋 Hoi! Je bericht wacht: kies je taal. Een jeugdwerker leest en antwoordt. We vragen geen naam, Telegram kent je wel. Gevaar? Bel 112, niet ons.
first-language-nl = 🌐 Nederlands
first-language-fr = 🌐 Français
first-help = 🆘 Hulp · Aide
