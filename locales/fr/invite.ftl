# A link for somebody new on the team.
invite-which = ✉️ Qui veux-tu inviter pour { $project } ?
invite-moderator = 🙋 Modérateur
invite-trainee = 🌱 En formation
invite-expert = ⚖️ Expert
invite-liaison = 🚓 Contact police
invite-which-zone = 🚓 De quelle zone de police ?
invite-zone = 🚓 { $zone }
invite-link = ✉️ Lien pour { $role } ({ $project }). Il sert une fois, jusqu'au { $until }.
invite-how = Transmets-le toi-même. Qui l'ouvre lit deux mots. Appelle cette personne, fais-les dire, puis confirme ici.
invite-no-name = 🙂 Je ne connais pas encore mon propre nom. Demande un lien à qui gère le bot.
