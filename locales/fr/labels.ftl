# Labels beside a code.
labels-do = 🔖 Étiquettes
labels-choose = 🔖 Quelles étiquettes pour { $code } ? { $max } au plus. Touche pour en mettre une ou pour l'enlever.
labels-do-next = ➡️ Plus
labels-card = 🔖 { $labels }
labels-full = 🔖 Il y a déjà { $max } étiquettes. Enlèves-en une d'abord.
labels-gone = 🔖 Cette étiquette n'existe plus.
