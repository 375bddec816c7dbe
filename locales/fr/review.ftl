review-title = 👀 Pas encore envoyé. On lira ceci :
review-addition = 👀 Pas encore envoyé. Ceci s'ajoute à { $code } :
review-missing = 👀 Pas encore envoyé. Ce qui manquait à { $code } :
review-masked = 🔒 Caché : { $kinds }.
review-names = Un nom ? Avec ✏️, tu peux l'enlever (le nom de famille aussi) :
review-foreign = Une autre langue ? Pas de souci.
review-consent =
    💭 Un policier peut donner son avis ? Il ne voit jamais ton texte, juste une question générale.
    ✅ = des éducateurs peuvent lire ceci.
review-consent-addition = ✅ = des éducateurs peuvent lire ceci.
review-send = ✅ Envoyer
review-edit = ✏️ Modifier
review-stop = ✖️ Arrêter
review-police-no = 💭 Policier : non
review-police-yes = 💭 Policier : oui
review-elsewhere = 📍 Ailleurs
review-areas = 📍 Ça se passe où ? Une équipe du coin lira ta question. Ta commune n'est pas dans la liste ? Choisis Ailleurs.
review-more-areas = ➡️ Plus
review-which = 👀 Pas encore envoyé. Tu as déjà une question ouverte. Ça en fait partie, ou c'est une nouvelle question ?
review-belongs = 📎 Avec { $code }
review-new-question = 🆕 Nouvelle question
