# Coming by the code of a youth worker or a partner.
code-asked = 🤝 Un éducateur pense à toi. Avec ce code, tu passes avant ceux qui n'en ont pas :
code-gone = ⌛ Ce code ne marche plus. Tu peux quand même demander une place, comme tout le monde.
code-card = 👀 La rencontre
code-counts = 🤝 Ton code compte : tu passes maintenant avant ceux qui n'en ont pas.
code-in-vain = ⌛ Ce code ne compte plus, ou pas pour deux. Rien ne change pour ta place.
