# Said while the disk is full. Nothing was kept: the message waits at Telegram, a day at most.
outage-later = 🙏 Pour l'instant, je ne peux rien garder. Ton message attend chez Telegram : pas besoin de le renvoyer. Toujours rien demain ? Alors renvoie-le. Danger ? Appelle le 112. Aide : /aide
outage-press = ⏳ Ça ne marche pas pour l'instant. Réessaie plus tard. Danger ? Appelle le 112. Aide : /aide
outage-help = 🆘 Appelle quelqu'un, tout de suite. Ici, ce n'est pas un numéro d'urgence.
outage-danger = ❤️ C'est bien que tu le dises. Ici, ce n'est pas un numéro d'urgence : personne ici ne voit où tu es. Besoin d'aide maintenant ? Appelle tout de suite.
# After more than a day in which nothing came in: to who has a question open, or was typing. It says nothing of what this chat is about.
outage-was-away = 🙏 Désolé, pendant un certain temps, je n'ai reçu aucun message. Tu as écrit après { $since } ? Ce n'est peut-être pas arrivé. Renvoie-le. Danger ? Appelle le 112. Aide : /aide
outage-unsent = ⌛ Ce que tu avais écrit avant est effacé, rien n'est envoyé.
