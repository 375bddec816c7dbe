first-welcome = 👋 Salut ! Une question sur la police ? Un éducateur lit et répond. On ne demande pas ton nom, Telegram te connaît. Danger ? Appelle le 112, pas nous.
first-kept = 👋 Salut ! Ton message attend : choisis ta langue. Un éducateur lit et répond. On ne demande pas ton nom, Telegram te connaît. Danger ? Appelle le 112, pas nous.
first-language-nl = 🌐 Nederlands
first-language-fr = 🌐 Français
first-help = 🆘 Hulp · Aide
