addition-type = 💬 Que veux-tu ajouter à { $code } ? Écris-le ci-dessous. Tu relis avant d'envoyer.
addition-not-really = 🤷 Merci de le dire. Que manque-t-il dans la réponse à { $code } ? Écris-le ci-dessous. On regarde encore.
addition-unclear = ❓ Ça arrive. Qu'est-ce qui n'est pas clair dans la réponse à { $code } ? Écris-le ci-dessous. On explique autrement.
addition-go-on = Écris-le ci-dessous.
addition-over = Cette question est terminée. Écris une nouvelle question : tu reçois un nouveau code.
