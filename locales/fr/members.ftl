# Who is on the team, and taking somebody off it.
members-list = 👥 Ton équipe, sans toi : { $all }. Un téléphone perdu, un départ, un autre rôle ? Touche la personne.
members-line = { $words } · { $role } · { $project }
members-line-own = { $words } · { $role } · { $project } · 📱 toi
members-line-accounts = { $words } · { $role } · { $project } · 📱 { $accounts } comptes
members-one = 👤 { $words }
members-alone = 👥 À part toi, il n'y a personne dans l'équipe.
members-more = ➡️ Suite
members-back = ⬅️ Équipe
members-sure = ➖ Retirer { $words } ({ $role }, { $project }) de l'équipe ? C'est immédiat. Ses dossiers en cours retournent dans la file, avec leur brouillon. Les textes quittent ce chat.
members-do-remove = ➖ Oui, retirer
members-sure-two = ➖ Retirer { $words } ({ $role }, { $project }) de l'équipe ? C'est immédiat, avec ce qui est en cours et dans ce chat. 📱 Deuxième compte de la même personne : { $second }. Gsm perdu ? Ce compte. Départ ? Les deux.
members-do-remove-one = ➖ Ce compte
members-do-remove-all = ➖ Les deux comptes
members-removed = ✅ { $words } ne fait plus partie de l'équipe.
members-you-are-removed = 🙂 Tu ne fais plus partie de l'équipe. Ce qui restait ici sur des questions est retiré.
members-other-stays = 📱 Attention : { $words }, l'autre compte de la même personne, reste. Il doit partir aussi ? Retire-le.
