# An encounter that comes after another one.
phase-first = ⏮️ C'est une suite. La première partie :
phase-how = Tu y étais ? Après, tu as reçu un bouton dans ce chat : appuie dessus. Tu n'y étais pas, ou tu ne trouves pas le bouton ? Demande à un éducateur.
phase-do-first = 👀 1re partie
phase-card = ⏮️ Une suite, pour ceux qui étaient là : { $title }
phase-next = ▶️ Il y a une suite, pour ceux qui étaient là. Tu reviens ?
phase-go-on = ▶️ Je veux bien
phase-you-were-there = ▶️ Tu étais là la première fois. Voici la suite :
phase-by-code = 🤝 Un éducateur pense à toi pour cette suite :
phase-gone = ⌛ Ce bouton ne marche plus. Tu veux venir quand même ? Demande à un éducateur.
phase-code-gone = ⌛ Ce code ne marche plus. Tu veux venir quand même ? Demande à un éducateur.

# At the desk.
phase-do-choose = ⏮️ Quoi d'abord ?
phase-choose = ⏮️ Qu'est-ce qui vient d'abord ? Seuls ceux qui y étaient pourront demander une place : ils reçoivent un bouton après. Tu laisses entrer les autres avec un code.
phase-do-after = ⏮️ Numéro { $number }
phase-do-none = 🙌 Rien
phase-listed = ⏮️ Seulement avec un code, ou pour ceux qui étaient là : { $title }
phase-order = Ce n'est pas possible : la première partie doit être annoncée, et finie au moins { $hours } heures avant la suite. La nuit ne compte pas.
