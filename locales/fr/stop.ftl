stop-done = ✋ C'est arrêté. On ne t'envoie plus rien, jusqu'à ce que tu écrives.
stop-answers-come = ✋ C'est arrêté. Plus de rappels. La réponse à ta question ouverte arrivera quand même. Tu n'en veux pas ? Efface tout.
stop-places-stay = ✋ C'est arrêté. Plus de rappels. Ta place à une rencontre reste à toi : l'adresse viendra encore. Tu ne viens pas ? Rends-la dans /places.
stop-places-too = 🎟️ Ta place à une rencontre reste aussi à toi : l'adresse viendra encore.
