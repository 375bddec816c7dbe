privacy-held = 🔒 We bewaren je vraag zonder naam, versleuteld, en hoe we je kunnen antwoorden. Jeugdwerkers lezen je vraag, de politie niet. { $link } dagen nadat je vraag klaar is, kunnen we je niet meer bereiken. Na { $text } dagen is de tekst weg.
privacy-telegram = 📱 Telegram kent je account en kan chats met een bot lezen. Dat kunnen wij niet veranderen. Wie jouw gsm vasthoudt, ziet deze chat ook. Een rechter kan vragen wat wij nog hebben. Wis daarom wat weg mag.
privacy-telegram-button = 📱 En Telegram?
privacy-data-button = 📄 Mijn gegevens
privacy-discreet-off = 🙈 Discreet: nee
privacy-discreet-on = 🙈 Discreet: ja
privacy-wipe-button = 🗑️ Wis alles
privacy-back = ⬅️ Privacy
privacy-now-discreet = 🙈 Discreet staat aan. Bij een antwoord zie je enkel: „Er is een bericht voor je”. De tekst komt pas als je tikt. Met 🙈 sluit je hem weer, na { $minutes } minuten gaat dat vanzelf.
privacy-now-plain = 🙈 Discreet staat uit. Je ziet een antwoord meteen in de chat.
privacy-data-none = 📄 We bewaren nu niets over jou.
privacy-data-person =
    📄 Dit bewaren we over jou.
    Discreet: { $discreet }. Gestopt met herinneringen: { $quiet }. Vragen: { $count }.
    We bewaren ook, versleuteld en apart, hoe we je in Telegram bereiken, welke berichten we later kunnen wissen en in welke week je hier het laatst was.
privacy-data-case = Gesteld op { $opened }. Plaats: { $area }. Agent mag mee nadenken: { $police }.
privacy-data-elsewhere = elders
privacy-data-ban = 🚪 Vragen stellen gaat pas op { $day } weer open. Om dat te weten, bewaren we een versleutelde code van je account.
privacy-data-draft = ✏️ Nog niet verstuurd:
privacy-data-end = 📄 Dat is alles.
privacy-places = 🎟️ Je plaats bij een ontmoeting wissen we { $hours } uur erna.
