# For liaisons of the police: adults, with vous.
service-home = 👮 Vous voyez ici les rencontres de votre zone et des questions générales. Vous ne voyez jamais ce qu'un jeune a écrit, un nom ou une liste.
service-do-list = 📅 Rencontres
service-do-briefing = 📄 Fiche
service-do-open = 👀 Numéro { $number }
service-do-look = 👀 Regarder
service-welcome = 👋 Vous êtes contact de la police chez { $project }.
service-zone = 📍 Zone : { $towns }.
service-none = 📅 Aucune rencontre n'attend votre zone pour le moment.
service-gone = Cette rencontre n'existe plus, ou n'est pas encore pour vous.
service-list = 📅 Les rencontres de votre zone :
service-line = { $number }. { $title } · { $when }
service-asked = 👮 Une demande de l'organisation :
service-wanted = 👮 Policiers demandés : { $officers }, { $dress }.
service-dress-plain = en civil
service-dress-uniform = en uniforme
service-dress-mixed = certains en uniforme
service-youths = 👥 Jeunes qui ont une place : { $youths }.
service-youths-few = 👥 Jeunes qui ont une place : quelques-uns au plus.
service-said-nothing = ❓ Vous venez ? Des jeunes y comptent.
service-said-come = ✅ Vous avez dit : policiers qui viennent : { $officers }.
service-said-no = 🙅 Vous avez dit : personne ne vient.
service-said-colleague = 👥 Vous avez dit : un collègue répond.
service-do-come = ✅ Oui, { $officers }
service-do-fewer = ➖ Un de moins
service-do-more = ➕ Un de plus
service-do-no = 🙅 Non
service-do-colleague = 👥 Un collègue
service-ask-promise = 🤝 Les jeunes lisent avant : personne n'y demande ta carte d'identité. Votre zone le promet ?
service-do-promise = 🤝 Nous promettons
service-promised = 🤝 Votre zone a promis : on n'y contrôle l'identité de personne.
service-briefing = 📄 Avant de venir à une rencontre :
service-tell-no = 🙅 La zone dit : aucun policier ne vient.
service-tell-promise = 🤝 La zone le dit elle-même : personne n'y est contrôlé.
service-do-requests = ❓ Questions
service-do-decline = 🤷 Pas de réponse
service-do-official = 🏛️ Officiel
service-do-experience = 🙋 Mon vécu
service-requests = ❓ Questions générales. Elles sont réécrites : vous ne voyez jamais l'original.
service-requests-none = ❓ Aucune question générale ne vous attend.
service-requests-new = ❓ { $count ->
    [one] 1 question générale vous attend.
   *[other] { $count } questions générales vous attendent.
}
service-request-line = { $number }. { $topic } · réponse pour le { $due }
service-request-gone = Cette question n'existe plus, ou a déjà sa réponse.
service-request-changed = Ce n'est pas votre dernier texte. Choisissez sous le plus récent.
service-request = ❓ Question générale, réécrite par des éducateurs. Vous ne voyez jamais l'original.
service-request-about = 🏷️ { $topic } · réponse pour le { $due }
service-request-type = ✍️ Tapez votre réponse, { $max } caractères au plus. Un éducateur la réécrit : les jeunes ne lisent jamais vos mots.
service-request-as = 👁 Est-ce la position de votre zone, ou votre propre expérience ?
service-request-thanks = ✅ Merci. Un éducateur prend la suite.
service-requests-late = ⏱ { $count ->
    [one] Le délai d'une question est passé. Pouvez-vous encore répondre, ou dire que vous n'avez pas de réponse ?
   *[other] Le délai de { $count } questions est passé. Pouvez-vous encore répondre, ou dire que vous n'avez pas de réponse ?
}
