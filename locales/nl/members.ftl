# Who is on the team, and taking somebody off it.
members-list = 👥 Je team, zonder jou: { $all }. Een gsm kwijt, iemand weg, een andere rol? Tik op wie het is.
members-line = { $words } · { $role } · { $project }
members-line-own = { $words } · { $role } · { $project } · 📱 jij
members-line-accounts = { $words } · { $role } · { $project } · 📱 { $accounts } accounts
members-one = 👤 { $words }
members-alone = 👥 Buiten jou is er niemand in het team.
members-more = ➡️ Meer
members-back = ⬅️ Team
members-sure = ➖ { $words } ({ $role }, { $project }) uit het team halen? Dat gaat meteen in. Lopende zaken gaan terug naar de rij, met hun klad. De teksten verdwijnen uit die chat.
members-do-remove = ➖ Ja, haal eruit
members-sure-two = ➖ { $words } ({ $role }, { $project }) uit het team halen? Dat gaat meteen in, met wat er loopt en in die chat staat. 📱 Tweede account van dezelfde persoon: { $second }. Gsm kwijt? Dit account. Collega weg? Beide.
members-do-remove-one = ➖ Dit account
members-do-remove-all = ➖ Beide accounts
members-removed = ✅ { $words } hoort niet meer bij het team.
members-you-are-removed = 🙂 Je hoort niet meer bij het team. Wat hier over vragen stond, halen we weg.
members-other-stays = 📱 Let op: het tweede account { $words } van dezelfde persoon blijft. Moet dat ook weg? Haal het eruit.
