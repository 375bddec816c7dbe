privacy-held = 🔒 On garde ta question sans nom, chiffrée, et le moyen de te répondre. Des éducateurs la lisent, pas la police. { $link } jours après la fin, on ne peut plus te joindre. Après { $text } jours, le texte n'existe plus.
privacy-telegram = 📱 Telegram connaît ton compte et peut lire les conversations avec un bot. On ne peut pas changer ça. Qui tient ton GSM les voit aussi. Un juge peut demander ce qu'on a encore. Efface donc ce qui peut partir.
privacy-telegram-button = 📱 Et Telegram ?
privacy-data-button = 📄 Mes données
privacy-discreet-off = 🙈 Discret : non
privacy-discreet-on = 🙈 Discret : oui
privacy-wipe-button = 🗑️ Tout effacer
privacy-back = ⬅️ Vie privée
privacy-now-discreet = 🙈 Le mode discret est activé. Pour une réponse, tu vois juste : « Il y a un message pour toi ». Le texte s'ouvre quand tu appuies. Avec 🙈, tu le refermes ; après { $minutes } minutes, il se ferme tout seul.
privacy-now-plain = 🙈 Le mode discret est coupé. Tu vois une réponse tout de suite, ici.
privacy-data-none = 📄 On ne garde rien sur toi pour le moment.
privacy-data-person =
    📄 Voici ce qu'on garde sur toi.
    Discret : { $discreet }. Rappels coupés : { $quiet }. Questions : { $count }.
    On garde aussi, chiffrés et à part, le moyen de te joindre dans Telegram, les messages qu'on peut encore effacer et la semaine de ton dernier passage.
privacy-data-case = Posée le { $opened }. Lieu : { $area }. Un policier peut donner son avis : { $police }.
privacy-data-elsewhere = ailleurs
privacy-data-ban = 🚪 Les questions ne rouvrent que le { $day }. Pour le savoir, on garde un code chiffré de ton compte.
privacy-data-draft = ✏️ Pas encore envoyé :
privacy-data-end = 📄 C'est tout.
privacy-places = 🎟️ Ta place à une rencontre, on l'efface { $hours } heures après.
