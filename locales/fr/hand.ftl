# Handing over to another project.
hand-do = ➡️ Transmettre
hand-which = ➡️ Transmettre { $code }. À quel projet ?
hand-do-project = → { $project }
hand-nobody = ➡️ Chez { $project }, personne ne peut accepter maintenant.
hand-why = ➡️ { $code } vers { $project }. Pourquoi ?
hand-language = ⚠️ Ce projet ne travaille pas en { $language }.
hand-theirs = 📍 C'est chez eux
hand-their-language = 🗣 Langue
hand-they-know = 🧠 Ils savent mieux
hand-too-much = 🧺 Trop de travail
hand-reason-theirs = c'est dans ton quartier
hand-reason-their-language = la langue
hand-reason-they-know = ton équipe s'y connaît mieux
hand-reason-too-much = nous avons trop de travail
hand-type-note = ➡️ Écris une ligne sur { $code } pour { $project }, { $max } caractères au plus, sans noms ni lieux. Ils ne lisent rien d'autre avant de dire oui.
hand-not-corrected = ✏️ C'est une correction. Termine-la, ou libère-la.
hand-call = ➡️ { $project } demande si ton équipe reprend un dossier.
hand-do-look = 👁 Voir
hand-offered = ➡️ { $code } est proposé à { $project }, jusqu'à { $until }. Tant qu'ils n'ont pas dit oui, le dossier reste dans ton équipe.
hand-offer =
    ➡️ { $code } · de : { $project }
    🏷️ { $sort } · 🗣 { $language } · ⏳ promis : { $promised }
    Pourquoi : { $reason }
hand-do-accept = ✅ Accepter
hand-do-refuse = ✖️ Non
hand-gone = ➡️ Ce dossier n'est plus proposé à ton équipe.
hand-accepted = ✅ { $project } a accepté { $code }.
hand-no-why = ✖️ { $code } : pourquoi pas ?
hand-not-ours = 🚫 Pas pour nous
hand-no-time = ⏳ Pas le temps
hand-not-our-language = 🗣 Pas notre langue
hand-reason-not-ours = pas pour eux
hand-reason-no-time = pas le temps
hand-reason-not-our-language = pas leur langue
hand-refused = ✖️ { $project } ne prend pas { $code } : { $reason }. Le dossier est en tête de ta file.
hand-no-said = ✖️ { $code } repart. Tes collègues là-bas liront pourquoi.
hand-lapsed = ⏱ { $project } n'a rien dit sur { $code }. Le dossier est en tête de ta file.
hand-line-in = ➡️ { $code } · proposé par { $project }
hand-line-out = ⏸ { $code } · proposé à { $project }
hand-do-one = ➡️ { $code }
hand-do-back = 🙋 { $code }
hand-pool = la file partagée
hand-call-pool = ➡️ { $project } demande si ton équipe reprend un dossier de la file partagée.
hand-nobody-left = ➡️ Chez { $project }, plus personne ne peut accepter { $code }. Le dossier est en tête de ta file.
hand-closed = 🔒 Ce projet est fermé jusqu'au { $until } inclus. La date promise reste.
hand-busy = 🕒 Ce projet a beaucoup de travail, jusqu'au { $until } inclus.
hand-you-are-closed = 🔒 Ton équipe est fermée jusqu'au { $until } inclus. La date promise reste : accepte seulement si quelqu'un répond à temps.
