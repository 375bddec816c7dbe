# The day after a grave question was answered.
checkin-due = 💛 Ta réponse à { $code } est restée sans réaction. Tu veux demander comment ça va ? Le jeune ne reçoit rien automatiquement.
checkin-do = 💛 Ça va mieux ?
checkin-over = 💛 Ce dossier a changé : une réaction est venue, ou il est fini.
