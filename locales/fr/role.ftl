# Another role for a member of the team.
role-do-ask = 🔄 Autre rôle
role-which = 🔄 { $words } : { $role } chez { $project }. Quel sera son nouveau rôle ?
role-trainee = 🌱 En formation
role-moderator = 🙋 Modération
role-expert = ⚖️ Expert·e
role-coordinator = 🧭 Coordination
role-sure = 🔄 { $words } devient { $role } chez { $project }. C'est immédiat.
role-sure-less = Ses dossiers en cours retournent dans la file, avec leur brouillon. Les textes quittent ce chat.
role-do-set = ✅ Oui, changer
role-changed = ✅ { $words } a un nouveau rôle : { $role }, chez { $project }.
role-changed-by = 🔄 { $words } a un nouveau rôle : { $role }. Décision de { $by }. Ce n'est pas juste ? /equipe
role-you-are-now = 🔄 Tu as un autre rôle : { $role }, chez { $project }. Ce que tu peux faire est dans /help.
role-you-hold-less = Tes dossiers en cours retournent dans la file, avec leur brouillon. Ce qui restait ici sur des questions est retiré.
role-in-a-moment = 🙂 Ton rôle vient de changer. Réessaie dans un instant.
