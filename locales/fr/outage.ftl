# Said while the disk is full. Nothing was kept: the message waits at Telegram, a day at most.
outage-later = 🙏 Pour l'instant, je ne peux rien garder. Ton message attend chez Telegram : pas besoin de le renvoyer. Toujours rien demain ? Alors renvoie-le. Danger ? Appelle le 112. Aide : /aide
outage-press = ⏳ Ça ne marche pas pour l'instant. Réessaie plus tard. Danger ? Appelle le 112. Aide : /aide
outage-help = 🆘 Appelle quelqu'un, tout de suite. Ici, ce n'est pas un numéro d'urgence.
outage-danger = ❤️ C'est bien que tu le dises. Ici, ce n'est pas un numéro d'urgence : personne ici ne voit où tu es. Besoin d'aide maintenant ? Appelle tout de suite.
