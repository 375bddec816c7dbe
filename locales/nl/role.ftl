# Another role for a member of the team.
role-do-ask = 🔄 Andere rol
role-which = 🔄 { $words } is nu { $role } bij { $project }. Wat wordt het?
role-trainee = 🌱 In opleiding
role-moderator = 🙋 Moderator
role-expert = ⚖️ Expert
role-coordinator = 🧭 Coördinator
role-sure = 🔄 { $words } wordt { $role } bij { $project }. Dat gaat meteen in.
role-sure-less = Lopende zaken gaan terug naar de rij, met hun klad. De teksten verdwijnen uit die chat.
role-do-set = ✅ Ja, verander
role-changed = ✅ { $words } is nu { $role } bij { $project }.
role-changed-by = 🔄 { $words } is nu { $role }. Veranderd door { $by }. Klopt dat niet? /team
role-you-are-now = 🔄 Je hebt een andere rol: { $role } bij { $project }. Wat je nu kan doen, staat in /help.
role-you-hold-less = Je lopende zaken gaan terug naar de rij, met hun klad. Wat hier over vragen stond, halen we weg.
role-in-a-moment = 🙂 Je rol is net veranderd. Probeer het zo meteen nog eens.
