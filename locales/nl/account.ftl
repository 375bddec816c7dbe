# A second account of one's own.
account-this = 📱 Dit account: { $words }, { $role }.
account-none = Een tweede toestel? Daarmee sluit je dit account zelf af als je gsm weg is.
account-other = Je andere account: { $words }. Is die gsm weg? Sluit het account dan af.
account-do-invite = ➕ Tweede account
account-do-ask = ✂️ Sluit ander af
account-link = 📱 Link voor je tweede account. Eén keer te gebruiken, tot { $until }.
account-how = Open hem op je andere account. Daar staan twee woorden: bel je coördinator en zeg ze.
account-asks = 📱 Het is het tweede account van { $words }.
account-added = 📱 { $words } is nu je tweede account. Ben jij dat niet? Zeg het je coördinator meteen.
account-sure = ✂️ Je andere account { $words } afsluiten? Dat gaat meteen in. Lopende zaken daar gaan terug naar de rij, met hun klad. De teksten verdwijnen uit die chat.
account-do-cut-off = ✂️ Ja, sluit af
account-cut-off-by = ✂️ { $by } sloot het eigen andere account { $words } af. Klopt dat niet? /team
account-enough = 🙂 Je hebt al een tweede account, of je had er al te veel. Vraag het je coördinator.
account-nobody = 🙂 Er is geen andere coördinator die je twee woorden kan bevestigen. Vraag wie de bot beheert om er één bij te maken.
account-fits-no-more = ⛔ { $words } komt er niet in: het eerste account hoort niet meer bij het team, of heeft al een tweede.
