refusals-voice = 🎤 Une voix peut te trahir. On n'écoute pas et on ne garde rien. Écris plutôt ta question. Efface ce message toi-même.
refusals-picture = 🖼️ Une photo ou une vidéo peut te trahir. On ne regarde pas et on ne garde rien. Écris ce que tu veux demander.
refusals-contact = 👤 Un contact dit qui est quelqu'un. On ne le garde pas. Écris ce que tu veux demander.
refusals-location = 📍 On ne veut pas savoir où tu es et on ne garde rien. En danger ? Appelle le 112. Sinon : écris ta question.
refusals-forwarded = ↪️ Un message transféré peut dire de qui il vient. On ne le garde pas. Écris-le avec tes mots.
refusals-file = 📎 Un fichier peut te trahir. On ne l'ouvre pas et on ne garde rien. Écris ce que tu veux demander.
refusals-sticker = Sympa ! Mais je comprends seulement le texte. Écris ta question.
refusals-unreadable = Je ne peux pas lire ce message, et je ne le garde pas. Écris ta question en texte simple.
