# Asking a lawyer.
lawyer-do = ⚖️ Juriste
lawyer-nobody = ⚖️ Il n'y a pas de juriste dans l'équipe.
lawyer-type-ask = ⚖️ Que veux-tu savoir sur { $code } ? Trois points au plus, { $max } caractères. La juriste lit la question sans le lieu.
lawyer-asked = ⚖️ { $code } attend une juriste, jusqu'à { $until }. En attendant, le dossier n'est pas dans la file.
lawyer-call = ⚖️ Un collègue demande une juriste, jusqu'à { $until }.
lawyer-call-urgent = 🚨 ⚖️ Un collègue demande une juriste en urgence, jusqu'à { $until }.
lawyer-do-take = ⚖️ Voir
lawyer-gone = ⚖️ Cette question ne t'attend plus.
lawyer-taken = ⚖️ Une autre juriste regarde déjà.
lawyer-card = ⚖️ { $code } · 🏷️ { $sort } · 🗣 { $language }
    ⏳ Demandé jusqu'à { $until }
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
lawyer-left = ⚖️ { $code } : la juriste ne peut plus regarder. Une autre le peut, jusqu'à { $until }.
lawyer-nobody-left = ⚖️ Il n'y a plus de juriste dans l'équipe. { $code } est en tête de la file.
lawyer-elsewhere = ⚖️ Ton projet n'a pas de juriste. Ceci va aux juristes de : { $projects }.
lawyer-of-pool = ⚖️ Ce dossier est partagé. Ceci va aux juristes de : { $projects }.
