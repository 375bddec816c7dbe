# Encounters at the desk of a coordinator.
plan-unfinished = 📝 Tu as encore un plan qui n'est pas fini : { $title } · { $when }. Tu continues avec celui-là ?
plan-no-day = pas encore de jour
plan-do-go-on = ▶️ Continuer
plan-do-new = ➕ Nouveau plan
plan-do-list = 📅 Tous les plans
plan-full = 🙏 Il y a déjà { $max } rencontres, de tous les projets ensemble. Jette d'abord un vieux plan, ou attends qu'une rencontre soit passée.
plan-gone = Cette rencontre n'existe plus.
plan-not-now = Ce n'est plus possible.
plan-list = 📅 Rencontres du projet : { $all }. 📝 en préparation · ✅ annoncée · ❌ annulée
plan-line = { $number }. { $mark } { $title } · { $when }
plan-line-series = { $number }. { $mark } 🔁 { $title } · { $when } · { $dates } fois
plan-mark-planned = 📝
plan-mark-published = ✅
plan-mark-cancelled = ❌
plan-mark-change = ✏️
plan-do-open = 👀 Numéro { $number }
plan-do-back = ◀️ Retour
plan-do-next = ▶️ Suite

# The nine steps.
plan-now = ✔️ Maintenant : { $value }
plan-now-dates = 🔁 Une série : { $count } fois, la première { $value }
plan-ask-kind = { $step } · 📅 Ce sera quoi ?
plan-do-meeting = 🤝 Rencontre
plan-do-workshop = 🛠️ Atelier
plan-do-camp = ⛺ Camp
plan-do-training = 🎓 Formation
plan-do-consultation = 💬 Concertation
plan-ask-title-nl = { $step } · 🏷️ Écris le titre en néerlandais, avec des mots simples. { $max } caractères maximum.
plan-ask-title-fr = { $step } · 🏷️ Écris le titre en français, avec des mots simples. { $max } caractères maximum.
plan-ask-starts = { $step } · 🗓️ Ça commence quand ? Écris le jour et l'heure, par exemple : sa 12/12 14h. Ou une série : chaque 2e mercredi 14h jusqu'en juin
plan-ask-length = { $step } · ⏱️ Ça dure combien de temps ? Choisis, ou écris-le, par exemple : 2h45
plan-do-hours = ⏱️ { $hours } h
plan-do-minutes = ⏱️ { $hours } h { $minutes }
plan-now-hours = ✔️ Maintenant : { $hours } h
plan-now-minutes = ✔️ Maintenant : { $hours } h { $minutes }
plan-ask-town = { $step } · 📍 Dans quelle commune ?
plan-ask-address = { $step } · 📍 Écris l'adresse : rue, numéro, bâtiment. Seuls ceux qui ont une place réservée la reçoivent, un jour avant. { $max } caractères maximum.
plan-ask-places = { $step } · 👥 Combien de places ? Écris d'abord les jeunes, puis les policiers, par exemple : 8 4. Ou avec le minimum de chacun : 8 4 4 2. Sinon, le minimum est la moitié. Policiers en formation : +4 derrière.
plan-do-first-come = { $mark } Par ordre
plan-do-lottery = { $mark } Tirage
plan-do-codes-first = { $mark } Codes d'abord
plan-codes-first = 🤝 Avec un code, on a tout de suite une place. Les autres l'ont une semaine avant, ou au plus tôt après deux jours. Si c'est trop proche, les codes passent d'abord sur la liste d'attente.
plan-state-asked = 📝 demandée
plan-still-codes = 🤝 Ceux qui n'ont pas de code ont une place : { $when }. Demandées : { $asked }.
plan-do-codes = 🤝 Codes
plan-codes = 🤝 Donne un tel lien à un éducateur ou à un partenaire, pour qui ne viendrait pas sinon. Jamais sur une affiche. Avec ce lien, on passe d'abord. Tu ne vois pas qui est venu par quel code.
plan-codes-phase = 🤝 Donne un tel lien à qui n'était pas là la première fois, et peut venir quand même. Avec ce lien, on peut demander une place. Tu ne vois pas qui est venu par quel code.
plan-code = { $people ->
    [one] Code { $number }, pour 1 jeune :
   *[other] Code { $number }, pour { $people } jeunes :
 }
plan-do-code = { $people ->
    [one] ➕ Pour 1 jeune
   *[other] ➕ Pour { $people } jeunes
 }
plan-codes-enough = 🤝 Pas plus de { $max } codes à la fois. Retires-en un d'abord.
plan-do-end-code = 🗑️ Retirer un code
plan-code-which = 🗑️ Quel code ne marche plus ? Ceux qui l'ont déjà utilisé gardent ce qu'ils ont.
plan-do-end-number = 🗑️ Code { $number }
plan-by-lot = 🎲 Par tirage, une semaine avant ou au plus tôt deux jours après aujourd'hui.
plan-lottery-near = 🎲 C'est trop proche pour un tirage : il faut quatre jours. Choisis un autre jour, ou par ordre.
plan-state-drum = 🎲 au tirage
plan-still-draw = 🎲 Tirage : { $when }. Demandes : { $asked }.
plan-drawn = 🎲 Tiré. Graine : { $seed }. C'est aussi dans le journal.
plan-now-places = ✔️ Maintenant : jeunes { $youths } (au moins { $least }) · policiers { $officers } (au moins { $fewest })
plan-ask-ages = { $step } · 🎂 Pour quel âge ? Choisis, ou écris-le, par exemple : 13-17
plan-do-ages = 🎂 { $number }–{ $of } ans
plan-now-ages = ✔️ Maintenant : de { $from } à { $to } ans
plan-ask-spoken = { $step } · 💬 On y parle quelle langue ?
plan-do-dutch = 💬 Néerlandais
plan-do-french = 💬 Français
plan-do-both = 💬 Les deux
plan-ask-access = { $step } · ♿ Qu'est-ce qui est prévu ? Touche ce qui est juste, puis ▶️.
plan-do-wheelchair = { $mark } Fauteuil roulant
plan-do-quiet-room = { $mark } Espace calme
plan-do-no-reading = { $mark } Sans lire
plan-do-food = { $mark } À manger
plan-ask-dress = { $step } · 👮 Les policiers viennent comment ?
plan-do-plain = 👕 En civil
plan-do-uniform = 👮 En uniforme
plan-do-mixed = 👥 Mélangé
plan-ask-no-checks = { $step } · 🤝 La zone t'a dit que personne n'y sera contrôlé ? Les jeunes le lisent comme une promesse. Sans cela, tu n'annonces rien.
plan-do-no-checks = 🤝 La zone a dit oui
plan-no-checks-said = la zone a dit oui
plan-ask-consent = { $step } · 🖊️ Un parent ou tuteur doit-il dire oui avant qu'une place soit réservée ?
plan-do-consent = 🖊️ Oui, il le faut
plan-do-no-consent = 🙂 Pas nécessaire

# What cannot be taken as it was typed.
plan-wrong-words = ✏️ Il n'y a pas de mots là-dedans. Modifie ton message ou réécris-le.
plan-wrong-when = 🤔 Je n'y lis pas de jour avec une heure.
plan-wrong-series = 🤔 Je ne lis pas cette série. Écris par exemple : chaque 2e mercredi 14h jusqu'en juin · toutes les 2 semaines le me 14h · 9/12, 13/1 et 10/2 à 14h
plan-wrong-too-many = 🤔 Ça fait { $count } jours. Une série en a au maximum { $max }. Choisis un dernier jour plus tôt.
plan-wrong-one-day = 🤔 Change un seul jour et une seule heure à la fois. Pour toutes les suivantes, tu le choisis avant.
plan-wrong-no-such-time = 🤔 Ce jour ou cette heure n'existe pas.
plan-wrong-weekday = 🤔 Cette date est un { $weekday }. Tu penses à quel jour ?
plan-wrong-not-ahead = 🤔 C'est déjà passé, ou encore trop loin : on planifie jusqu'à onze mois à l'avance.
plan-wrong-clocks = 🤔 Cette nuit-là, l'heure change, et cette heure n'existe pas ou vient deux fois. Choisis une autre heure.
plan-wrong-length = 🤔 Je n'y lis pas de durée, d'un quart d'heure à un jour.
plan-wrong-places = 🤔 Écris deux nombres, ou quatre.
plan-wrong-places-bounds = 🤔 Pour chacun des deux, c'est possible de 1 à { $max }.
plan-wrong-places-least = 🤔 Un minimum est d'au moins 1, et pas plus que le nombre de places.
plan-wrong-ages = 🤔 Écris deux âges de { $from } à { $to }, le plus jeune d'abord.

# The preview.
plan-preview = 👁 Voici ce que lisent les jeunes. Tout est juste ?
plan-preview-nl = 🗣 En néerlandais :
plan-preview-fr = 🗣 En français :
plan-preview-team = 🔒 Ceci n'est pas sur la fiche :
plan-least = 👥 Minimum : jeunes { $youths } · policiers { $officers }
plan-dates = 🔁 La série : { $all } fois. Chaque fois a ses propres places.
plan-date-line = { $number }. { $mark } { $when }
plan-mark-kept = ✅
plan-mark-skipped = ⏭️
plan-do-skip = ⏭️ Sauter un jour
plan-skip = ⏭️ Tu sautes quel jour ? Touche-le. Touche encore, et il revient.
plan-skip-last = Il doit rester un jour.
plan-do-dates = 🔁 Toute la série
plan-do-publish = 📣 Annoncer
plan-do-change = ✏️ Modifier
plan-do-drop = 🗑️ Jeter
plan-published = 📣 Annoncée. Les jeunes la voient maintenant.
plan-changed = Quelque chose a changé entre-temps. Regarde encore une fois.
plan-change = ✏️ Tu modifies quoi ?
plan-change-which = ✏️ Tu changes quoi ?
plan-do-this-one = 📅 Ce jour seulement
plan-do-following = 🔁 Avec les suivants
plan-change-told = 🔔 Ceux qui ont une place lisent ceci, après dix minutes et en un message. Une adresse, seulement ceux qui peuvent déjà la connaître.
plan-change-untold = 🔕 Ceci change la fiche. Ceux qui ont une place ne reçoivent pas de message.
plan-change-dates = 🔁 Cela vaut pour { $dates } dates de la série.
plan-do-apply = ✅ Appliquer
plan-change-done = ✅ Modifié.
plan-changed-meanwhile = Quelqu'un de l'équipe a déjà changé quelque chose. Recommence avec ce qui est là maintenant.
plan-nothing-changed = Rien n'a encore changé.
plan-change-busy = Ceux qui ont une place lisent justement le changement précédent. Réessaie dans une minute.
plan-change-clocks = Un de ces jours, cette heure n'existe pas, ou elle est déjà passée.
plan-change-draw = Les places ne seraient pas encore données. Choisis un jour plus tard, ou attends qu'elles le soient.
plan-news = 🔔 Ceux qui ont une place sont prévenus du changement { $when }.
plan-still-asking = 🎁 Il y a plus de places. On demande à ceux qui attendent.
plan-still-too-many = 🔴 { $count } de trop. Personne ne perd sa place ; personne ne vient en plus.
plan-do-cancel-following = ❌ Et les suivants
plan-do-step-kind = 📅 Type
plan-do-step-titles = 🏷️ Titres
plan-do-step-when = 🗓️ Jour et heure
plan-do-step-where = 📍 Lieu
plan-do-step-places = 👥 Places
plan-do-step-people = 🎂 Âge et langue
plan-do-step-access = ♿ Accès
plan-do-step-officers = 👮 Policiers
plan-do-step-consent = 🖊️ Parents
plan-drop-sure = 🗑️ Jeter ce plan ? On ne peut pas le récupérer.
plan-do-drop-yes = 🗑️ Oui, à jeter
plan-dropped = 🗑️ Jeté.

# Once it is published.
plan-numbers = 👥 { $places ->
    [one] 1 place
   *[other] { $places } places
}. Réservées : { $certain } · proposées : { $offered } · gardées : { $held } · liste d'attente : { $waiting }
plan-still-free = 🟢 Encore libres : { $free }.
plan-still-too-late = ⌛ Encore libres : { $free }. Il est trop tard pour demander à quelqu'un de la liste d'attente.
plan-still-offer = 🎁 Complet tant qu'une proposition court : jusqu'au { $until }.
plan-still-held = 🖊️ Complet tant qu'une place gardée attend un parent : jusqu'au { $until }.
plan-still-full = 🔴 Complet.
plan-still-begun = ▶️ C'est commencé. Plus personne ne s'ajoute.
plan-still-over = 🏁 C'est passé.
plan-cancelled = ❌ Ça n'a pas lieu. Ceux qui avaient une place ou attendaient sont prévenus.
plan-do-people = 👥 Participants
plan-do-cancel = ❌ Annuler
plan-cancel-sure = ❌ Annuler cette rencontre ? Ceux qui ont une place ou attendent sont prévenus tout de suite. On ne peut pas revenir en arrière.
plan-do-cancel-yes = ❌ Oui, annuler

# The officers.
plan-do-ask-zone = 👮 Demander
plan-zone-asked = 👮 La demande est chez les contacts de la zone.
plan-no-liaison = Ton projet n'a pas encore de contact de la police ici.
plan-too-few = ⚠️ La date approche, et il y a { $officers } policiers sur les { $least } nécessaires.
plan-too-many = ⚠️ La date approche, et les policiers sont nombreux : { $officers }, pour { $youths } jeunes qui ont une place.
plan-do-look = 👀 Regarder
plan-do-leave-so = 👌 Laisser
plan-left-so = 👌 Ça reste comme ça.

# Who comes.
plan-nobody = 👥 Personne pour l'instant.
plan-people = 👥 Qui vient et qui attend, sous un surnom : { $all }
plan-person = { $number }. { $name } · { $state }
plan-person-gone = { $number }. { $name } · { $state } · 📵 plus joignable
plan-state-certain = ✅ réservée
plan-state-held = 🖊️ gardée, attend un parent
plan-state-offered = 🎁 proposée
plan-state-waiting = ⏳ sur la liste d'attente
plan-people-consent = 🖊️ Un parent ou tuteur a dit oui ? Touche le nom. Le jeune apprend alors que sa place est réservée.
plan-do-consented = 🖊️ { $name }
plan-do-consented-number = 🖊️ Numéro { $number }
plan-consented = 🖊️ C'est noté : la place est réservée.
plan-consented-before = C'était déjà noté.
plan-consent-late = Le délai était passé, ou la place a été rendue.
plan-people-move = ⬆️ Quelqu'un qui attend doit passer devant ? Touche son nom. Tu donnes une raison, elle va dans le journal.
plan-do-move = ⬆️ { $name }
plan-do-move-number = ⬆️ Numéro { $number }
plan-move-why = ⬆️ { $name } passe devant ceux qui attendent depuis plus longtemps. Pourquoi ? La raison va dans le journal, pas le nom.
plan-do-move-mistake = 🙏 Erreur de nous
plan-do-move-promised = 🤝 C'était promis
plan-do-move-needed = 🎯 En a besoin
plan-moved = ⬆️ Première place dans la liste.
plan-not-waiting = Cette personne n'attend plus.
plan-do-free = 📵 { $name }
plan-do-free-number = 📵 Numéro { $number }
plan-free-sure = 📵 On ne peut plus joindre { $name }. Libérer la place ? On la propose alors à qui attend en premier.
plan-do-free-yes = 📵 Oui, libérer
plan-freed = 📵 La place est libre.
plan-not-gone = On peut de nouveau joindre cette personne, ou elle n'a plus de place.
plan-pick = 📅 Quelle rencontre ?
plan-pick-none = 📅 Aucune rencontre n'est prévue.
plan-pick-line = { $number }. { $title } · { $when }
plan-state-here = ✅ est là
plan-do-street = 📣 Discussion de rue
plan-ask-square = { $step } · 📍 Comment s'appelle la place ? Tout le monde lit ce nom. { $max } caractères maximum.
plan-preview-street = 👇 Personne ne s'inscrit. Qui suit la place est prévenu le jour même.
plan-followers-few = 🔔 Moins de { $max } abonnés.
plan-followers = 🔔 { $all } abonnés.
plan-street-link = Pour une affiche ou un autocollant, avec ou sans QR. Qui ouvre le lien peut suivre cette place :
plan-cancel-street = ❌ Annuler cette discussion de rue ? Qui suit la place l'apprend tout de suite. On ne peut pas revenir en arrière.
plan-do-cancel-weather = 🌧️ Mauvais temps
plan-cancelled-street = ❌ Ça n'a pas lieu. Qui suit la place l'apprend.
