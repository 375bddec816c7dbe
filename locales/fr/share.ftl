# After an answer that helped, once.
share-ask = 📚 D'autres peuvent lire ça, sans toi ? Un éducateur le réécrit, sans noms, lieux ni dates. Ça n'apparaît qu'après { $days } jours. Non, c'est bien aussi.
share-yes = ✅ Oui, d'accord
share-no = 🙅 Plutôt pas
share-thanks = 🙏 Merci ! Tu peux revenir en arrière { $days } jours, dans 📬 Mes questions. Si tu effaces ta question avant, ton oui part avec. Après, on ne sait plus à qui elle était. Le texte qui en est fait reste alors, même si tu effaces tout.
share-private = 👌 D'accord. Ça reste entre nous.
share-take-back = 🙅 Ne plus partager
