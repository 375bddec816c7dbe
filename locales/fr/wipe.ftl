wipe-ask = 🗑️ Ceci efface toutes tes questions, réponses et choix. Une réponse ne pourra plus arriver. C'est sûr ?
wipe-yes = 🗑️ Tout effacer
wipe-no = ↩️ Non, finalement
wipe-done = 🗑️ Tout est effacé, les clés aussi. Personne ici ne peut lire tes questions. On sait te joindre juste jusqu'à ce message, { $hours } heures au plus. Je ne peux pas effacer les messages de plus de 48 heures, ni ce que Telegram garde : supprime cette conversation. Revenir ? /start.
wipe-one-ask = 🗑️ Effacer la question { $code } ? Le texte et la réponse disparaissent. Une réponse ne pourra plus arriver.
wipe-one-yes = 🗑️ Oui, l'effacer
wipe-one-done = 🗑️ { $code } est effacée, notre réponse aussi. Ce que tu as écrit et les très vieux messages sont encore ici. Supprime-les, ou efface tout avec /effacer.
