# A second account of one's own.
account-this = 📱 Ce compte : { $words }, { $role }.
account-none = Un deuxième appareil ? Il te permet de fermer toi-même ce compte si ton téléphone disparaît.
account-other = Ton autre compte : { $words }. Ce téléphone a disparu ? Alors ferme ce compte.
account-do-invite = ➕ Deuxième compte
account-do-ask = ✂️ Fermer l'autre
account-link = 📱 Lien pour ton deuxième compte. Il sert une fois, jusqu'à { $until }.
account-how = Ouvre-le sur ton autre compte. Tu y verras deux mots : appelle ta coordination et dis-les.
account-asks = 📱 C'est le deuxième compte d'une même personne. Son autre compte : { $words }.
account-added = 📱 { $words } est maintenant ton deuxième compte. Ce n'est pas toi ? Dis-le tout de suite à ta coordination.
account-sure = ✂️ Fermer ton autre compte { $words } ? C'est immédiat. Ses dossiers en cours retournent dans la file, avec leur brouillon. Les textes quittent ce chat.
account-do-cut-off = ✂️ Oui, fermer
account-cut-off-by = ✂️ { $by } a fermé son autre compte { $words }. Ce n'est pas juste ? /equipe
account-enough = 🙂 Tu as déjà un deuxième compte, ou tu en as eu trop. Demande à ta coordination.
account-nobody = 🙂 Personne d'autre à la coordination ne peut confirmer tes deux mots. Demande à qui gère le bot d'ajouter quelqu'un.
account-fits-no-more = ⛔ { $words } n'entre pas : le premier compte ne fait plus partie de l'équipe, ou en a déjà un deuxième.
