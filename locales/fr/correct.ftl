# Putting right what was sent.
correct-do = ✏️ Corriger
correct-how = ✏️ Ajoute le code : /corriger K7Q4MN.
correct-too-late = ✏️ Ce dossier ne peut pas être corrigé : aucune réponse n'est partie, il est d'un autre projet, ou on ne peut plus joindre le jeune.
correct-begun = ✏️ { $who } corrige la réponse à { $code }.
correct-card = ✏️ Ceci corrige ce qui est déjà parti. Pas nécessaire ? Touche 🔓 Libérer : sans nouveau texte, rien ne change.
correct-type = ✏️ Qu'est-ce qui n'était pas juste sur { $code }, et qu'est-ce qui est juste ? Écris en { $language }, { $max } caractères au plus. Un collègue relit.
correct-why = cela corrige ce qui est déjà parti
correct-title = ✏️ Correction pour { $code }
correct-sorry = Pardon, quelque chose n'était pas juste dans notre réponse. Voici ce qui est juste :
correct-in-thread = ✏️ Correction, { $day } :
correct-dropped = ✏️ { $code } : rien n'est corrigé. La première réponse reste.
