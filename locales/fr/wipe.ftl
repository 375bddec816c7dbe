wipe-ask = 🗑️ Ceci efface toutes tes questions, réponses et choix. Une réponse ne pourra plus arriver. C'est sûr ?
wipe-yes = 🗑️ Tout effacer
wipe-no = ↩️ Non, finalement
wipe-done = 🗑️ Tout est effacé, les clés aussi. Si un éducateur avait ta question ouverte, elle disparaît chez lui dans les { $minutes } minutes. On sait te joindre juste jusqu'à ce message, { $hours } heures au plus. Vieux messages et traces chez Telegram : supprime toi-même ce chat. Revenir ? /start.
wipe-one-ask = 🗑️ Effacer la question { $code } ? Le texte et la réponse disparaissent. Une réponse ne pourra plus arriver.
wipe-one-yes = 🗑️ Oui, l'effacer
wipe-one-done = 🗑️ { $code } est effacée, notre réponse aussi. Ce que tu as écrit et les très vieux messages sont encore ici. Supprime-les, ou efface tout avec /effacer.
