lookback-none = 📊 Rien à montrer encore. Après une rencontre, qui était là reçoit quatre cartes et trois phrases. Ce qu'ils ont choisi est ici la semaine suivante, dès le jeudi.
lookback-week = 📊 Semaine du { $monday }
lookback-few = Moins de { $min } réponses, ou toutes pareilles : on ne le montre pas.
lookback-next = ➡️ Carte suivante
lookback-before = ⬅️ Semaine d'avant
