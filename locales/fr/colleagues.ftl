# Notes among colleagues, and taking over each other's cases.
colleagues-do-note = 📝 Note
colleagues-type-note = 📝 Écris une note sur { $code }. { $max } caractères au plus. Seuls tes collègues la lisent, jamais le jeune.
colleagues-noted = 📝 Gardé avec { $code }. Seuls tes collègues le lisent.
colleagues-note = 📝 Note de { $who }, { $day }, pour les collègues seulement :
colleagues-notes-full = 📝 Ce dossier a déjà assez de notes.
colleagues-do-others = 🤝 Chez collègues
colleagues-others = 🤝 Voici ce qui est chez tes collègues. Tu peux reprendre si rien n'est écrit depuis { $minutes } minutes ; un coordinateur peut toujours.
colleagues-none = 🤝 Tes collègues n'ont pas de dossier pour le moment.
colleagues-line = 🔒 { $code } · { $who } · encore { $minutes } min
colleagues-line-silent = 💤 { $code } · { $who } · n'écrit rien, encore { $minutes } min
colleagues-do-one = 🤝 { $code }
colleagues-why = 🤝 Reprendre { $code }. Pourquoi ? Ton collègue et le journal voient la raison.
colleagues-silent = 💤 Ne répond pas
colleagues-away = 🤒 N'est pas là
colleagues-cannot-wait = 🚨 Ne peut attendre
colleagues-agreed = 💬 Convenu
colleagues-reason-silent = pas de réponse
colleagues-reason-away = absence
colleagues-reason-cannot-wait = ça ne peut pas attendre
colleagues-reason-agreed = c'est convenu
colleagues-sure = 🤝 Reprendre { $code } à { $who } : { $reason }. Le brouillon reste. Sûr ?
colleagues-do-yes = 🤝 Oui, reprendre
colleagues-taken-over = 🤝 { $who } a repris { $code } : { $reason }. Ton brouillon est toujours là.
colleagues-not-silent = 🔒 Ton collègue y travaille. Attends un peu, ou demande à un coordinateur.
colleagues-not-held = Personne n'a ce dossier maintenant. Prends-le simplement : /desk.
colleagues-do-together = 🤝 Avec collègues
colleagues-together = 🤝 { $code } avec tes collègues.
colleagues-mark-aside = ⏸

# Putting right what was sent.
correct-do = ✏️ Corriger
correct-how = ✏️ Ajoute le code : /corriger K7Q4MN.
correct-too-late = ✏️ Ce dossier ne peut pas être corrigé : aucune réponse n'est partie, il est d'un autre projet, ou on ne peut plus joindre le jeune.
correct-begun = ✏️ { $who } corrige la réponse à { $code }.
correct-card = ✏️ Ceci corrige ce qui est déjà parti. Pas nécessaire ? Touche 🔓 Libérer : sans nouveau texte, rien ne change.
correct-type = ✏️ Qu'est-ce qui n'était pas juste sur { $code }, et qu'est-ce qui est juste ? Écris en { $language }, { $max } caractères au plus. Un collègue relit.
correct-why = cela corrige ce qui est déjà parti
correct-title = ✏️ Correction pour { $code }
correct-sorry = Pardon, quelque chose n'était pas juste dans notre réponse. Voici ce qui est juste :
correct-in-thread = ✏️ Correction, { $day } :
correct-dropped = ✏️ { $code } : rien n'est corrigé. La première réponse reste.

# Handing over to another project.
hand-do = ➡️ Transmettre
hand-which = ➡️ Transmettre { $code }. À quel projet ?
hand-do-project = → { $project }
hand-nobody = ➡️ À { $project }, personne ne peut accepter maintenant.
hand-why = ➡️ { $code } vers { $project }. Pourquoi ?
hand-language = ⚠️ Ce projet ne travaille pas en { $language }.
hand-theirs = 📍 C'est chez eux
hand-their-language = 🗣 Langue
hand-they-know = 🧠 Ils savent plus
hand-too-much = 🧺 Trop de travail
hand-reason-theirs = c'est chez vous
hand-reason-their-language = la langue
hand-reason-they-know = vous vous y connaissez mieux
hand-reason-too-much = nous avons trop de travail
hand-type-note = ➡️ Écris une ligne sur { $code } pour { $project }, { $max } caractères au plus, sans noms ni lieux. Ils ne lisent rien d'autre avant de dire oui.
hand-not-corrected = ✏️ C'est une correction. Termine-la, ou libère-la.
hand-call = ➡️ { $project } demande si vous reprenez un dossier.
hand-do-look = 👁 Voir
hand-offered = ➡️ { $code } est proposé à { $project }, jusqu'à { $until }. Tant qu'ils n'ont pas dit oui, le dossier reste chez vous.
hand-offer =
    ➡️ { $code } · de : { $project }
    🏷️ { $sort } · 🗣 { $language } · ⏳ promis : { $promised }
    Pourquoi : { $reason }
hand-do-accept = ✅ Accepter
hand-do-refuse = ✖️ Non
hand-gone = ➡️ Ce dossier ne vous est plus proposé.
hand-accepted = ✅ { $project } a accepté { $code }.
hand-no-why = ✖️ { $code } : pourquoi pas ?
hand-not-ours = 🚫 Pas pour nous
hand-no-time = ⏳ Pas le temps
hand-not-our-language = 🗣 Pas notre langue
hand-reason-not-ours = pas pour eux
hand-reason-no-time = pas le temps
hand-reason-not-our-language = pas leur langue
hand-refused = ✖️ { $project } ne prend pas { $code } : { $reason }. Le dossier est en tête de votre file.
hand-no-said = ✖️ { $code } repart. Tes collègues là-bas apprennent pourquoi.
hand-lapsed = ⏱ { $project } n'a rien dit sur { $code }. Le dossier est en tête de votre file.
hand-line-in = ➡️ { $code } · proposé par { $project }
hand-line-out = ⏸ { $code } · proposé à { $project }
hand-do-one = ➡️ { $code }
hand-do-back = 🙋 { $code }

# Asking a lawyer.
lawyer-do = ⚖️ Juriste
lawyer-nobody = ⚖️ Il n'y a pas de juriste dans l'équipe.
lawyer-type-ask = ⚖️ Que veux-tu savoir sur { $code } ? Trois points au plus, { $max } caractères. La juriste lit la question sans le lieu.
lawyer-asked = ⚖️ { $code } attend une juriste, une semaine au plus. En attendant, le dossier n'est pas dans la file.
lawyer-call = ⚖️ Un collègue demande une juriste.
lawyer-do-take = ⚖️ Voir
lawyer-gone = ⚖️ Cette question ne t'attend plus.
lawyer-taken = ⚖️ Une autre juriste regarde déjà.
lawyer-card = ⚖️ { $code } · 🏷️ { $sort } · 🗣 { $language }
lawyer-by-asker = 🧑 Jeune :
lawyer-by-desk = 💬 Nous :
lawyer-question = ❓ Ton collègue veut savoir :
lawyer-do-draft = ✍️ Proposition
lawyer-do-word = 💬 Remarque
lawyer-type-draft = ✍️ Écris une proposition pour { $code }, en { $language }, { $max } caractères au plus. Un collègue la lit et l'envoie.
lawyer-type-word = 💬 Ta remarque sur { $code }, { $max } caractères au plus. Seuls les collègues la lisent.
lawyer-thanks = ⚖️ Merci ! { $code } est de nouveau chez tes collègues.
lawyer-released = 🔓 { $code } : une autre juriste peut regarder.
lawyer-answered = ⚖️ La juriste a répondu sur { $code }.
lawyer-over = ⚖️ { $code } ne t'attend plus.
lawyer-lapsed = ⏱ Aucune juriste n'a répondu sur { $code }. Le dossier est en tête de la file.
