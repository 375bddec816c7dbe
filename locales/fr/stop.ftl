stop-done = ✋ C'est arrêté. On ne t'envoie plus rien, jusqu'à ce que tu écrives.
stop-answers-come = ✋ C'est arrêté. Plus de rappels. La réponse à ta question ouverte arrivera quand même. Tu n'en veux pas ? Efface tout.
