room-none = 🗓️ Ton projet n'a pas de rencontre aujourd'hui. Ici, tu notes les présents à partir de douze heures avant.
room-today = 🗓️ Aujourd'hui dans ton projet. Choisis.
room-line = { $number }. { $title } · { $when }
room-not-now = Cela ne va qu'autour du jour même.
room-code-not-now = Le code existe dès une heure avant, jusqu'à la fin.
room-here = 🙋 { $here ->
    [one] { $here } présent
   *[other] { $here } présents
} sur { $certain } avec une place.
room-camp = ⛺ Qui est venu un jour compte pour tout le camp.
room-heads = 🧮 Comptés : { $youths ->
    [one] { $youths } jeune
   *[other] { $youths } jeunes
}, { $officers ->
    [one] { $officers } policier
   *[other] { $officers } policiers
}.
room-do-code = 🔢 Montrer le code
room-do-names = 👥 Noms
room-do-count = 🧮 Compter
room-code = 🔢 { $code }
room-code-until = Montre ceci dans la salle. Qui a une place tape les quatre chiffres dans la discussion avec le bot. À { $until }, un nouveau code vient ici.
room-code-link = Ou fais ouvrir ce lien :
room-nobody = 👥 Personne n'a une place sûre.
room-names = 👥 Appuie sur qui est là : { $here } sur { $certain }. Encore une fois, et ça ne compte plus.
room-name = ⬜ { $name }
room-name-here = ✅ { $name }
room-name-gone = Cette place n'existe plus.
room-count = 🧮 Combien de jeunes et combien de policiers sont là ? Écris deux nombres, par exemple : 7 3. Compte aussi ceux sans place. N'écris pas de noms.
room-count-wrong = Je ne lis pas cela. Écris deux nombres, d'abord les jeunes, puis les policiers, par exemple : 7 3. Au maximum { $max } de chaque.
room-street = 📣 Personne ne s'inscrit ici : compte qui est là.
