# A break, and what is asked after something hard.
pause-begun = ⏸️ Pause jusqu'à { $until }. Pas de nouvelle question, pas d'appel. Ton équipe voit à son desk que tu es en pause.
pause-holds = ✍️ Tu as encore des dossiers : { $count }. Libère-les ou termine-les.
pause-lasts = ⏸️ Tu es en pause jusqu'à { $until }. Prends ton temps.
pause-after = 💛 C'était une question difficile. Ça va ? Parles-en avec un collègue, ou prends une pause. Personne d'autre ne lit ceci.
pause-after-lawyer = 💛 C'était une question difficile. Ça va ? Parles-en avec un collègue. Personne d'autre ne lit ceci.
pause-do-begin = ⏸️ Pause
pause-do-end = ▶️ Continuer
pause-others = ⏸️ En pause : { $who }
