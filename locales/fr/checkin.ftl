# The day after a grave question was answered.
checkin-due = 💛 Ta réponse à { $code } est restée sans réaction. Tu veux demander comment ça va ? Le jeune ne reçoit rien automatiquement.
checkin-due-left = 💛 La réponse à { $code } est restée sans réaction, et ça peut être grave. La personne qui a répondu ne peut pas demander comment ça va. Tu le fais ? Le jeune ne reçoit rien automatiquement.
checkin-asked = 💛 Rien n'est revenu à ce que tu as demandé pour { $code }, et ça peut être grave. Tu veux répondre déjà maintenant ? Alors reprends la question.
checkin-asked-left = 💛 { $code } peut être grave. La personne qui a demandé plus n'est plus dans l'équipe, et rien n'est revenu. Tu prends la question ?
checkin-do = 💛 Ça va mieux ?
checkin-over = 💛 Ce dossier a changé : une réaction est venue, ou il est fini.
