# Topics and cards.
rights-topics = 📚 Tes droits face à la police. Choisis un sujet ou cherche avec tes mots. ({ $page }/{ $pages })
rights-find = 🔎 Chercher
rights-next = ➡️ Plus
rights-choose = Que veux-tu savoir ?
rights-regions = 📍 Les règles ne sont pas les mêmes partout. Tu habites où ?
rights-region-flanders = 📍 Flandre
rights-region-brussels = 📍 Bruxelles
rights-region-wallonia = 📍 Wallonie
rights-not-reviewed = ⚠️ Pas encore relu par un juriste.
rights-reviewed = ✔️ Relu par un juriste en { $month }.
rights-by-team = 👥 Écrit par des éducateurs, relu par une deuxième personne. Pas encore par un juriste. Revu avant { $month }.
rights-new-law = 🆕 La loi vient de changer sur ce point.
rights-law-button = ⚖️ Loi et sources
rights-law = ⚖️ C'est écrit ici dans la loi :
rights-sources = 🔗 Ici, tu peux en lire plus (hors de ce chat) :
rights-more = 📚 Plus là-dessus
rights-ask = ❓ Pose ta question
rights-about = Sujet : { $topic }
rights-thanks = 🙏 Super ! On compte seulement la fiche, pas toi.
rights-thanks-ask = 🙏 Merci. On compte seulement la fiche, pas toi. Pose ta propre question : un éducateur répond.

# Looking for words.
rights-search = 🔎 Que cherches-tu ? Écris-le avec tes mots, en français ou en néerlandais. Les fautes, pas grave.
rights-found = 🔎 Tu as cherché :
rights-found-next = Pas ce que tu cherches ? Essaie d'autres mots, ou pose ta question : un éducateur répond.
rights-unsure = 🤷 Aucune fiche qui convient à coup sûr. Peut-être une de celles-ci ? Tu as cherché :
rights-nothing = 🤷 Aucune fiche trouvée. Tu as cherché :
rights-nothing-next = Essaie d'autres mots, ou pose ta question : un éducateur répond.
rights-danger = ❤️ Tu as écrit :
rights-danger-next = Tu veux qu'un éducateur lise ceci ? Pose ta question : tu la relis, puis elle passe devant.
rights-unsent = ✏️ Un de tes textes attend et n'est pas envoyé. Envoie-le ou arrête-le d'abord, puis tu pourras chercher.

# Cards that may answer a question before it is sent.
rights-offer-button = 📚 C'est ça ? ({ $number })
rights-offer = 📚 Ta réponse est peut-être déjà ici. Ta question n'est pas encore envoyée.
rights-this-is-it = 👍 C'est ça
rights-answered = 👍 Super, ta réponse était déjà là ! Rien n'est envoyé et ton texte est effacé. Une autre question ? Écris-la simplement.
