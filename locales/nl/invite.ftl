# A link for somebody new on the team.
invite-which = ✉️ Wie nodig je uit voor { $project }?
invite-moderator = 🙋 Moderator
invite-trainee = 🌱 In opleiding
invite-expert = ⚖️ Expert
invite-liaison = 🚓 Contact politie
invite-which-zone = 🚓 Van welke politiezone?
invite-zone = 🚓 { $zone }
invite-link = ✉️ Link voor een { $role } bij { $project }. Eén keer te gebruiken, tot { $until }.
invite-how = Stuur hem zelf door. Wie hem opent, leest twee woorden. Bel die persoon, laat ze zeggen, en bevestig dan hier.
invite-no-name = 🙂 Ik ken mijn eigen naam nog niet. Vraag een link aan wie de bot beheert.
