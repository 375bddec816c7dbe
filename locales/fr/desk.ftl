# The moderator's desk.
desk-counts = 📋 { $all ->
    [one] { $all } question attend.
   *[other] { $all } questions attendent.
}{ $urgent ->
    [0] { "" }
   *[other] { " " }🚨 Urgentes : { $urgent }.
}{ $late ->
    [0] { "" }
   *[other] { " " }⏰ En retard : { $late }.
}
desk-line = { $mark } { $code } · { $sort } · { $language } · depuis { $day } · { $whose }{ $labels }
desk-mark-urgent = 🚨
desk-mark-late = ⏰
desk-mark-to-read = 👀
desk-mark-soon = 🟡
desk-mark-plain = ▫️
desk-short-nl = NL
desk-short-fr = FR
desk-own = notre projet
desk-pool = partagée
desk-outside = autre organisation
desk-and-more = … et encore { $more }.
desk-empty = 📭 Rien n'attend. Super !
desk-take = 🙋 Prendre
desk-home = 📋 Desk
desk-dossiers = 📂 Mes dossiers
desk-switch = 🌐 Nederlands
desk-no-dossiers = 📂 Tu n'as pas de dossier. Avec /suivant, tu prends une question.
desk-my-dossiers = 📂 Tes dossiers : { $all }. ✍️ en cours · ⏳ attend le jeune · ✓ envoyé
desk-dossier = { $mark } { $code }
desk-state-held = ✍️
desk-state-waiting = ⏳
desk-state-sent = ✓
desk-help-how = Prends une question, lis-la, touche ✍️ Répondre ou réponds au message. Tu vois toujours d'abord un aperçu. Rien ne part sans ✅.
desk-reads-texts = 👀 Tu relis les textes des collègues. Si un texte t'attend, tu reçois un message.
desk-help-coordinator = Les nouveaux collègues te disent deux mots. Tu reconnais leur voix ? Alors confirme ici.

desk-card =
    📨 { $code } · 📍 { $area } · 🗣 { $language }
    ⏳ Promis : { $promised }
    💭 { $police }
desk-card-rest = 📨 { $code } · suite
desk-card-urgent = 🚨 Urgent
desk-card-by-card = 📇 Via un collègue, avec une carte : la personne n'a pas Telegram. Un éducateur lira ta réponse à voix haute.
desk-card-topic = Demandé depuis : { $topic }
desk-card-foreign = 🌍 La question semble être dans une autre langue. Réponds en { $language }.
desk-card-yours = 🔒 À toi jusqu'à { $until }. Écrire prolonge ce délai.
desk-card-waiting = ↩️ Attend le jeune depuis { $day }.
desk-card-sent = ✓ Réponse envoyée { $day }.
desk-language-nl = néerlandais
desk-language-fr = français
desk-elsewhere = ailleurs
desk-police-yes = La police peut aider à réfléchir, sans voir ce texte
desk-police-no = Pas d'avis de la police
desk-police-never = Ne va jamais à la police
desk-by-asker = 🧑 Jeune, { $day } :
desk-by-desk = 💬 Notre réponse, { $day } :
desk-by-desk-more = ↩️ Notre question, { $day } :
desk-draft = 📝 Brouillon, pas encore envoyé :

desk-do-answer = ✍️ Répondre
desk-do-more-info = ↩️ Demander infos
desk-do-urgent = 🚨 Urgent
desk-do-not-urgent = 🚨 Pas urgent
desk-do-release = 🔓 Libérer
desk-do-refuse = 🗑️ Refuser
desk-do-preview = 👁 Voir l'aperçu
desk-do-take-back = 🙋 Reprendre
desk-do-send = ✅ Envoyer
desk-do-rewrite = ✍️ Réécrire
desk-do-back = ◀️ Retour
desk-do-read = 👁 Lire
desk-do-for-case = ✍️ { $code }
desk-do-drop = 🗑️ Jeter
desk-do-refuse-yes = 🗑️ Oui, refuser

desk-type-answer = ✍️ Écris ta réponse à { $code }, en { $language }. { $max } caractères au plus. Tu verras d'abord un aperçu.
desk-type-more-info = ↩️ Que veux-tu encore savoir sur { $code } ? Écris-le en { $language }. { $max } caractères au plus.
desk-preview = 👁 { $code } : voici ce que le jeune recevra.
desk-preview-more-info = 👁 { $code } : voici la question que le jeune recevra.
desk-preview-masks = ⚠️ Il y a ici : { $kinds }. C'est voulu ? Une ligne d'aide, oui. Les données d'une personne, plutôt non.
desk-preview-trainee = 🎓 C'est un collègue qui envoie : touche 👀 Faire relire.
desk-too-long = ✂️ Trop long : enlève { $cut } caractères (maximum { $max }). Modifie ton message ou réécris-le.
desk-edited = ✏️ Modifier le message ne change plus rien ici. Touche ✍️ Réécrire sous l'aperçu.

desk-which-case = 🤔 Ton texte ({ $units } caractères), c'est pour quel dossier ? Je le garde { $minutes } minutes. Rien ne part tout seul.
desk-no-case-for-text = 📭 Tu n'as pas de dossier. Je garde ton texte { $minutes } minutes, rien ne part. Prends d'abord une question : /suivant.
desk-parked-dropped = 🗑️ Jeté. Rien n'a été envoyé.
desk-parked-gone = Ce texte n'est plus là. Écris-le encore une fois.
desk-unused = 📄 Ce que tu as écrit pour { $code } n'est pas utilisé. Ça reste ici { $minutes } minutes. Encore utile ? Copie-le.
desk-unused-lease-over = ⏱ Ton temps est écoulé : la question est retournée dans la file.
desk-unused-gone = 📄 Ce dossier n'est plus chez toi. Ce que tu as écrit n'est pas utilisé. Ça reste ici { $minutes } minutes. Encore utile ? Copie-le.

desk-refuse-why = 🗑️ Refuser { $code }. Pourquoi ? Le jeune lira la raison.
desk-refuse-off-topic = 🚫 Autre sujet
desk-refuse-other-service = 🧭 Autre service
desk-refuse-no-question = 🤷 Pas de question
desk-refuse-insult = 💢 Insultes
desk-reason-off-topic = ça ne parle pas des jeunes et de la police
desk-reason-other-service = un autre service peut mieux aider
desk-reason-no-question = il n'y a pas de question
desk-reason-insult = ce sont des insultes
desk-refuse-sure = 🗑️ Refuser { $code } : { $reason }. Le dossier se ferme tout de suite. Tu confirmes ?
desk-refused = 🗑️ { $code } est refusé. Le jeune lit pourquoi.
desk-released = 🔓 { $code } est retourné en tête de la file.

desk-held-by-other = Un collègue a ce dossier maintenant.
desk-waits-for-asker = ⏳ Ce dossier attend le jeune. Répondre quand même ? Ouvre-le avec /dossiers.
desk-lease-over = ⏱ Ton temps est écoulé. La question est retournée dans la file. Tu avais déjà écrit ? C'est gardé.
desk-already-sent = C'est déjà envoyé. Une seule fois, comme il faut.
desk-closed = Ce dossier est fermé.
desk-gone = 🙂 Cette question n'existe plus. Tu n'as rien à faire.
desk-not-for-you = 🙂 Cette question est maintenant chez un autre projet. Tu n'as rien à faire.
desk-changed = Cet aperçu est ancien. Envoie le plus récent.
desk-unread = 💬 Il y a un ajout. Lis-le d'abord : touche ◀️ Retour.
desk-nothing-to-send = Il n'y a pas encore de texte. Touche ✍️ Répondre.
desk-full = Ce dossier est plein. Le jeune peut poser une nouvelle question.
desk-taken = 🙂 Un collègue vient de la prendre.
desk-next-waits = Une autre question attend.
desk-none-left = Plus rien n'attend. Un collègue a été plus rapide.
desk-hands-full = Tu as déjà { $max } dossiers. Termine ou libère-en un d'abord.
desk-now-urgent = 🚨 Urgent maintenant
desk-now-plain = Plus urgent
desk-dead-button = Ce bouton ne marche plus. Regarde dans /desk.
desk-not-allowed = Ce rôle ne permet pas ça.
desk-text-only = 🙂 Seulement du texte, s'il te plaît. Je ne garde rien de ceci.
desk-unknown-command = 🤔 Je ne connais pas cette commande. Tape /help.
desk-no-youth-side = 🙂 C'est pour les jeunes. Un compte de l'équipe ne peut pas poser de question ici. Tape /help.
desk-in-the-group = 👥 Fais-le dans le groupe même.
desk-stopped = 👌 D'accord. Je n'attends plus de texte.
