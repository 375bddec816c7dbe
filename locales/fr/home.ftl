home-welcome =
    👋 Que veux-tu savoir sur toi et la police ? Écris simplement ta question. Un éducateur répond. La police ne la lit pas.
    Danger ? Appelle le 112.
home-ask = ❓ Poser une question
home-encounters = 📅 Rencontres
home-rights = 📚 Mes droits
home-mine = 📬 Mes questions
home-help = 🆘 Aide
home-privacy = 🔒 Vie privée
home-switch = 🌐 Nederlands
home-unknown-command = Je ne connais pas ce mot avec /. Écris simplement ta question, ou choisis :
home-invite-own-questions = Tu as posé des questions avec ce compte. Comme membre de l'équipe, tu ne les verrais plus. Efface-les avec /effacer, ou prends un autre compte. Puis rouvre le lien.
