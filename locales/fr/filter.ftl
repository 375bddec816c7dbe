# What of the queue is shown.
filter-do = 🔎 Filtre
filter-do-page = ▶️ Suite
filter-do-clear = ✖️ Tout voir
filter-choose = 🔎 Que veux-tu voir ? Touche pour changer. Tu vois toujours les questions urgentes. Après { $hours } heures sans /desk, tu vois de nouveau tout.
filter-language = 🗣 { $value }
filter-whose = 📍 { $value }
filter-kind = 🏷️ { $value }
filter-label = 🔖 { $value }
filter-all = tout
filter-danger = X · danger
filter-rights = A · droits
filter-themes = B · thèmes
filter-others = C et Z
filter-unsorted = sans code
filter-shown = 🔎 Langue : { $language } · projet : { $whose } · code : { $kind } · étiquette : { $label }. Cachées : { $hidden }.
filter-nothing = 🔎 Rien n'attend avec ce filtre.
filter-card-picked = ⤴️ Choisi dans la file, avant son tour.
