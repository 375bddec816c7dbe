review-title = 👀 Nog niet verstuurd. Zo lezen wij het:
review-addition = 👀 Nog niet verstuurd. Dit komt bij { $code }:
review-missing = 👀 Nog niet verstuurd. Dit miste je bij { $code }:
review-masked = 🔒 Verborgen: { $kinds }.
review-names = Een naam? Met ✏️ kan je hem weghalen (ook de achternaam):
review-foreign = Een andere taal? Dat mag.
review-consent =
    💭 Mag een agent mee nadenken? Die ziet jouw tekst nooit, enkel een algemene vraag.
    ✅ = jeugdwerkers mogen dit lezen.
review-consent-addition = ✅ = jeugdwerkers mogen dit lezen.
review-send = ✅ Verstuur
review-edit = ✏️ Pas aan
review-stop = ✖️ Stop
review-police-no = 💭 Agent: nee
review-police-yes = 💭 Agent: ja
review-elsewhere = 📍 Elders
review-areas = 📍 Waar gaat het over? Een team uit de buurt leest dan je vraag. Staat je gemeente er niet bij? Kies Elders.
review-more-areas = ➡️ Meer
review-which = 👀 Nog niet verstuurd. Je hebt al een vraag open. Hoort dit daarbij, of is het een nieuwe vraag?
review-belongs = 📎 Bij { $code }
review-new-question = 🆕 Nieuwe vraag
