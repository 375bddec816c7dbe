meet-areas = 📅 Des jeunes et des policiers discutent et font un truc ensemble, avec un éducateur. Tu veux voir où ?
meet-everywhere = 📍 Partout
meet-elsewhere = ailleurs
meet-none = 📅 Aucune rencontre n'est prévue pour le moment. Reviens voir plus tard. Tu as une question ? Pose-la quand tu veux.
meet-list = 📅 Voici ce qui est prévu. Choisis-en une pour en lire plus.
meet-line = { $number }. { $title } · { $when } · { $area }
meet-open = 👀 Numéro { $number }
meet-gone = 📅 Cette rencontre a commencé, ou n'a pas lieu. On ne peut plus y demander de place.
meet-link-welcome = 📅 Ici, tu lis tout sur une rencontre avec la police, et tu peux poser des questions. Un éducateur lit et répond. Choisis ta langue.
meet-others = 📅 D'autres
meet-mine = 🎟️ Mes places
meet-kind-meeting = 🤝 Rencontre : discuter et faire un truc ensemble.
meet-kind-workshop = 🛠️ Atelier : faire ou apprendre un truc ensemble.
meet-kind-camp = ⛺ Camp : une journée ensemble.
meet-kind-camp-days = ⛺ Camp de { $days } jours. Ta place vaut pour tous les jours.
meet-kind-training = 🎓 Formation : jeunes et policiers apprennent les uns des autres.
meet-kind-consultation = 💬 Concertation : réfléchir ensemble au quartier.
meet-who-plain = 👥 { $youths ->
    [one] 1 jeune
   *[other] { $youths } jeunes
 } et { $officers ->
    [one] 1 policier
   *[other] { $officers } policiers
 } en civil, avec un éducateur.
meet-who-uniform = 👥 { $youths ->
    [one] 1 jeune
   *[other] { $youths } jeunes
 } et { $officers ->
    [one] 1 policier
   *[other] { $officers } policiers
 } en uniforme, avec un éducateur.
meet-who-mixed = 👥 { $youths ->
    [one] 1 jeune
   *[other] { $youths } jeunes
 } et { $officers ->
    [one] 1 policier, en uniforme ou en civil
   *[other] { $officers } policiers, certains en uniforme
 }, avec un éducateur.
meet-who-none = 👥 { $youths ->
    [one] 1 jeune
   *[other] { $youths } jeunes
 }, avec un éducateur. Sans policiers.
meet-trainees = 🎓 Et { $trainees ->
    [one] 1 policier
   *[other] { $trainees } policiers
 } en formation.
meet-ages = 🎂 De { $from } à { $to } ans · { $spoken }
meet-in-dutch = néerlandais
meet-in-french = français
meet-in-both = néerlandais et français
meet-access-wheelchair = ♿ On y arrive en fauteuil roulant.
meet-access-quiet = 🤫 Il y a un endroit calme.
meet-access-no-reading = 🗣 Tu ne dois rien lire ni écrire.
meet-access-food = 🥪 Il y a quelque chose à manger.
meet-dress-plain = en civil
meet-dress-uniform = en uniforme
meet-dress-mixed = certains en uniforme
meet-no-wheelchair = ⚠️ On n'y arrive plus en fauteuil roulant.
meet-no-quiet = ⚠️ Il n'y a plus d'espace calme.
meet-no-no-reading = ⚠️ Il y aura quand même à lire ou à écrire.
meet-no-food = ⚠️ Il n'y aura rien à manger.
meet-consent = 🖊️ Un parent ou tuteur doit dire oui.
meet-by-lot = 🎲 On tire au sort : { $when }. Demande une place avant. Demander tôt ne change rien.
meet-codes-until = 🤝 Ceux qui ont le code d'un éducateur passent d'abord. Demande quand même une place : on donne les autres { $when }, dans l'ordre des demandes.
meet-codes-first = 🤝 Ceux qui ont le code d'un éducateur passent d'abord.
meet-left-many = 🟢 Il y a encore beaucoup de places.
meet-left-few = 🟠 C'est presque complet.
meet-left-none = 🔴 C'est complet. Tu peux aller sur la liste d'attente.
meet-address-later = 📍 Tu reçois l'adresse avec ta place, la veille.
meet-join = 🙋 Je veux venir
meet-not-this-time = 🔁 Pas cette fois
meet-dates = 🔁 Ça revient plusieurs fois. Choisis un autre jour.
meet-date = { $number }. { $when }
meet-rules = 🤝 Avant tout : tu viens parce que tu veux, et tu peux toujours partir. Chacun écoute l'autre. Pas de photos sans un oui. La zone promet : personne n'y demande ta carte d'identité.
meet-rules-report = ⚠️ Un policier entend parler d'une infraction ? Il doit la signaler. N'y raconte donc rien que tu veux garder pour toi.
meet-rules-yes = ✅ OK, je viens
meet-name = 🎭 Tu viens sous un surnom. Cette fois : { $name }. Seuls les éducateurs le voient.
meet-name-yes = ✅ Ça me va
meet-name-other = 🔄 Un autre
meet-name-taken = Ce surnom vient d'être pris.
meet-enough = 🎟️ Tu as déjà { $max } places. Rends-en une d'abord.
meet-line-full = 🙏 La liste d'attente est pleine aussi. Reviens voir plus tard.
meet-kind-street = 📣 Discussion de rue : parler dans la rue, sans inscription.
