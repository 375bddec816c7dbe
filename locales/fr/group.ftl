# In a team's group: said in both languages, and never anything about a question.
group-hello = 👋 Tape /lier pour lier ce groupe. Aucune question n'apparaîtra jamais ici.
group-linked = 🔗 Lié. Si des questions attendent, le groupe l'apprend au plus chaque demi-heure. Rien d'autre.
group-linked-already = 🔗 Ce groupe est déjà lié. Pour arrêter : /delier.
group-unlinked = 👋 Délié. Plus rien n'arrivera ici.
group-not-linked = 🙂 Ce groupe n'est pas lié.
group-not-here = 🙂 Ce n'est pas possible ici.
group-waiting = 🔔 Des questions attendent.
