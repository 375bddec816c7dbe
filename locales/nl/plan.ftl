# Encounters at the desk of a coordinator.
plan-unfinished = 📝 Je hebt nog een plan dat niet af is: { $title } · { $when }. Ga je daarmee verder?
plan-no-day = nog geen dag
plan-do-go-on = ▶️ Ga ermee verder
plan-do-new = ➕ Nieuw plan
plan-do-list = 📅 Alle plannen
plan-full = 🙏 Er zijn nu al { $max } ontmoetingen, van alle projecten samen. Gooi eerst een oud plan weg, of wacht tot er een voorbij is.
plan-gone = Deze ontmoeting is er niet meer.
plan-not-now = Dat kan nu niet meer.
plan-list = 📅 Ontmoetingen van jullie project: { $all }. 📝 in de maak · ✅ bekend · ❌ geannuleerd
plan-line = { $number }. { $mark } { $title } · { $when }
plan-line-series = { $number }. { $mark } 🔁 { $title } · { $when } · { $dates } keer
plan-mark-planned = 📝
plan-mark-published = ✅
plan-mark-cancelled = ❌
plan-mark-change = ✏️
plan-do-open = 👀 Nummer { $number }
plan-do-back = ◀️ Terug
plan-do-next = ▶️ Verder

# The nine steps.
plan-now = ✔️ Nu: { $value }
plan-now-dates = 🔁 Een reeks: { $count } keer, het eerst { $value }
plan-ask-kind = { $step } · 📅 Wat wordt het?
plan-do-meeting = 🤝 Ontmoeting
plan-do-workshop = 🛠️ Workshop
plan-do-camp = ⛺ Kamp
plan-do-training = 🎓 Vorming
plan-do-consultation = 💬 Overleg
plan-ask-title-nl = { $step } · 🏷️ Typ de titel in het Nederlands, in gewone woorden. Hoogstens { $max } tekens.
plan-ask-title-fr = { $step } · 🏷️ Typ de titel in het Frans, in gewone woorden. Hoogstens { $max } tekens.
plan-ask-starts = { $step } · 🗓️ Wanneer begint het? Typ dag en uur, bijvoorbeeld: za 12/12 14u. Of een reeks: elke 2e woensdag 14u tot juni
plan-ask-length = { $step } · ⏱️ Hoelang duurt het? Kies, of typ het, bijvoorbeeld: 2u45
plan-do-hours = ⏱️ { $hours } uur
plan-do-minutes = ⏱️ { $hours } uur { $minutes }
plan-now-hours = ✔️ Nu: { $hours } uur
plan-now-minutes = ✔️ Nu: { $hours } uur { $minutes }
plan-ask-town = { $step } · 📍 In welke gemeente?
plan-ask-address = { $step } · 📍 Typ het adres: straat, nummer, gebouw. Alleen wie zeker een plaats heeft, krijgt het, een dag vooraf. Hoogstens { $max } tekens.
plan-ask-places = { $step } · 👥 Hoeveel plaatsen? Typ eerst de jongeren, dan de agenten, bijvoorbeeld: 8 4. Of met het minimum van elk erbij: 8 4 4 2. Zonder is het minimum de helft. Agenten in opleiding: +4 erachter.
plan-do-first-come = { $mark } Wie eerst komt
plan-do-lottery = { $mark } Loting
plan-do-codes-first = { $mark } Codes eerst
plan-codes-first = 🤝 Wie een code heeft, heeft meteen een plaats. De anderen hebben er een week vooraf een, of ten vroegste na twee dagen. Is het te dichtbij, dan gaan codes voor op de wachtlijst.
plan-state-asked = 📝 gevraagd
plan-still-codes = 🤝 Wie geen code heeft, krijgt een plaats: { $when }. Gevraagd: { $asked }.
plan-do-codes = 🤝 Codes
plan-codes = 🤝 Geef zo'n link aan een jeugdwerker of partner, voor wie anders niet komt. Nooit op een affiche. Wie er langs komt, gaat voor. Langs welke code iemand kwam, zie je niet.
plan-codes-phase = 🤝 Geef zo'n link aan wie er bij het eerste deel niet was, en toch mee kan. Wie er langs komt, kan een plaats vragen. Langs welke code iemand kwam, zie je niet.
plan-code = { $people ->
    [one] Code { $number }, voor 1 jongere:
   *[other] Code { $number }, voor { $people } jongeren:
 }
plan-do-code = { $people ->
    [one] ➕ Voor 1 jongere
   *[other] ➕ Voor { $people } jongeren
 }
plan-codes-enough = 🤝 Meer dan { $max } codes tegelijk kan niet. Haal er eerst een weg.
plan-do-end-code = 🗑️ Haal er een weg
plan-code-which = 🗑️ Welke code werkt niet meer? Wie er al langs kwam, houdt wat hij heeft.
plan-do-end-number = 🗑️ Code { $number }
plan-by-lot = 🎲 Er wordt geloot, een week vooraf of ten vroegste twee dagen na vandaag.
plan-lottery-near = 🎲 Voor een loting is het te dichtbij: er moeten vier dagen tussen zitten. Kies een andere dag, of: wie eerst komt.
plan-state-drum = 🎲 in de loting
plan-still-draw = 🎲 Er wordt geloot: { $when }. Gevraagd: { $asked }.
plan-drawn = 🎲 Geloot. Zaad: { $seed }. Het staat ook in het logboek.
plan-now-places = ✔️ Nu: jongeren { $youths } (minstens { $least }) · agenten { $officers } (minstens { $fewest })
plan-ask-ages = { $step } · 🎂 Voor welke leeftijd? Kies, of typ het, bijvoorbeeld: 13-17
plan-do-ages = 🎂 { $number }–{ $of } jaar
plan-now-ages = ✔️ Nu: { $from } tot en met { $to } jaar
plan-ask-spoken = { $step } · 💬 Welke taal spreken jullie er?
plan-do-dutch = 💬 Nederlands
plan-do-french = 💬 Frans
plan-do-both = 💬 Allebei
plan-ask-access = { $step } · ♿ Wat is er voorzien? Tik aan wat klopt, dan ▶️.
plan-do-wheelchair = { $mark } Rolstoel
plan-do-quiet-room = { $mark } Stille ruimte
plan-do-no-reading = { $mark } Zonder lezen
plan-do-food = { $mark } Eten
plan-ask-dress = { $step } · 👮 Hoe komen de agenten?
plan-do-plain = 👕 Gewone kleren
plan-do-uniform = 👮 In uniform
plan-do-mixed = 👥 Gemengd
plan-ask-no-checks = { $step } · 🤝 Heeft de zone je gezegd dat daar niemands identiteit gecontroleerd wordt? Jongeren lezen dat als een belofte. Zonder dat maak je niets bekend.
plan-do-no-checks = 🤝 De zone zei ja
plan-no-checks-said = de zone zei ja
plan-ask-consent = { $step } · 🖊️ Moet een ouder of voogd ja zeggen voor een plaats zeker is?
plan-do-consent = 🖊️ Ja, dat moet
plan-do-no-consent = 🙂 Niet nodig

# What cannot be taken as it was typed.
plan-wrong-words = ✏️ Daar staan geen woorden in. Pas je bericht aan of typ het opnieuw.
plan-wrong-when = 🤔 Daar lees ik geen dag met een uur in.
plan-wrong-series = 🤔 Die reeks lees ik niet. Typ bijvoorbeeld: elke 2e woensdag 14u tot juni · om de 2 weken op wo 14u · 9/12, 13/1 en 10/2 om 14u
plan-wrong-too-many = 🤔 Dat zijn { $count } dagen. Een reeks heeft er hoogstens { $max }. Kies een vroegere laatste dag.
plan-wrong-one-day = 🤔 Verander één dag en uur tegelijk. Voor alle volgende kies je dat vooraf.
plan-wrong-no-such-time = 🤔 Die dag of dat uur bestaat niet.
plan-wrong-weekday = 🤔 Die datum is een { $weekday }. Welke dag bedoel je?
plan-wrong-not-ahead = 🤔 Dat is al voorbij, of nog te ver weg: plannen kan tot elf maanden vooruit.
plan-wrong-clocks = 🤔 Die nacht verspringt de klok, en dat uur is er niet of twee keer. Kies een ander uur.
plan-wrong-length = 🤔 Daar lees ik geen duur in, van een kwartier tot een dag.
plan-wrong-places = 🤔 Typ twee getallen, of vier.
plan-wrong-places-bounds = 🤔 Voor elk van beide kan het van 1 tot { $max }.
plan-wrong-places-least = 🤔 Een minimum is minstens 1, en niet meer dan er plaatsen zijn.
plan-wrong-ages = 🤔 Typ twee leeftijden van { $from } tot { $to }, de jongste eerst.

# The preview.
plan-preview = 👁 Zo lezen jongeren het. Klopt alles?
plan-preview-nl = 🗣 In het Nederlands:
plan-preview-fr = 🗣 In het Frans:
plan-preview-team = 🔒 Dit staat niet op de kaart:
plan-least = 👥 Minimum: jongeren { $youths } · agenten { $officers }
plan-dates = 🔁 De reeks: { $all } keer. Elke keer heeft eigen plaatsen.
plan-date-line = { $number }. { $mark } { $when }
plan-mark-kept = ✅
plan-mark-skipped = ⏭️
plan-do-skip = ⏭️ Sla een dag over
plan-skip = ⏭️ Welke dag sla je over? Tik hem aan. Nog een tik, en hij is er weer.
plan-skip-last = Er moet één dag overblijven.
plan-do-dates = 🔁 Hele reeks
plan-do-publish = 📣 Maak bekend
plan-do-change = ✏️ Pas aan
plan-do-drop = 🗑️ Gooi weg
plan-published = 📣 Bekend. Jongeren zien het nu.
plan-changed = Er is intussen iets veranderd. Kijk het nog eens na.
plan-change = ✏️ Wat pas je aan?
plan-change-which = ✏️ Wat pas je aan?
plan-do-this-one = 📅 Alleen deze dag
plan-do-following = 🔁 Deze en volgende
plan-change-told = 🔔 Dit horen wie een plaats heeft, na tien minuten en in één bericht. Een adres hoort alleen wie het al mag weten.
plan-change-untold = 🔕 Dit verandert de kaart. Wie een plaats heeft, krijgt geen bericht.
plan-change-dates = 🔁 Dit geldt voor { $dates } data van de reeks.
plan-do-apply = ✅ Voer door
plan-change-done = ✅ Aangepast.
plan-changed-meanwhile = Een collega was je voor: dit is intussen anders. Begin opnieuw met wat er nu staat.
plan-nothing-changed = Er is nog niets anders dan het was.
plan-change-busy = Wie een plaats heeft, hoort net van de vorige wijziging. Probeer het over een minuut opnieuw.
plan-change-clocks = Op een van die dagen is dat uur er niet, of het is al voorbij.
plan-change-draw = De plaatsen zijn dan nog niet gegeven. Kies een latere dag, of wacht tot ze gegeven zijn.
plan-news = 🔔 Wie een plaats heeft, hoort de wijziging op { $when }.
plan-still-asking = 🎁 Er kwam plaats bij. Wie wacht, wordt nu gevraagd.
plan-still-too-many = 🔴 { $count } te veel. Niemand verliest een plaats; er komt niemand bij.
plan-do-cancel-following = ❌ Deze en volgende
plan-do-step-kind = 📅 Soort
plan-do-step-titles = 🏷️ Titels
plan-do-step-when = 🗓️ Dag en uur
plan-do-step-where = 📍 Waar
plan-do-step-places = 👥 Plaatsen
plan-do-step-people = 🎂 Leeftijd en taal
plan-do-step-access = ♿ Toegang
plan-do-step-officers = 👮 Agenten
plan-do-step-consent = 🖊️ Ouders
plan-drop-sure = 🗑️ Dit plan weggooien? Terughalen kan niet.
plan-do-drop-yes = 🗑️ Ja, weg ermee
plan-dropped = 🗑️ Weg.

# Once it is published.
plan-numbers = 👥 { $places ->
    [one] 1 plaats
   *[other] { $places } plaatsen
}. Zeker: { $certain } · gevraagd: { $offered } · vrijgehouden: { $held } · wachtlijst: { $waiting }
plan-still-free = 🟢 Nog vrij: { $free }.
plan-still-too-late = ⌛ Nog vrij: { $free }. Het is te laat om nog iemand van de wachtlijst te vragen.
plan-still-offer = 🎁 Vol zolang een aanbod loopt: tot { $until }.
plan-still-held = 🖊️ Vol zolang een plaats op een ouder wacht: tot { $until }.
plan-still-full = 🔴 Vol.
plan-still-begun = ▶️ Het is begonnen. Er komt niemand meer bij.
plan-still-over = 🏁 Het is voorbij.
plan-cancelled = ❌ Het gaat niet door. Wie een plaats had of wachtte, hoort het.
plan-do-people = 👥 Deelnemers
plan-do-cancel = ❌ Annuleer
plan-cancel-sure = ❌ Deze ontmoeting annuleren? Wie een plaats heeft of wacht, hoort het meteen. Terugdraaien kan niet.
plan-do-cancel-yes = ❌ Ja, annuleer

# The officers.
plan-do-ask-zone = 👮 Vraag de zone
plan-zone-asked = 👮 De vraag is bij de contactpersonen van de zone.
plan-no-liaison = Jullie project heeft hier nog geen contactpersoon van de politie.
plan-too-few = ⚠️ Het komt dichtbij, en er zijn { $officers } agenten van de { $least } die nodig zijn.
plan-too-many = ⚠️ Het komt dichtbij, en agenten zijn met veel: { $officers }, op { $youths } jongeren met een zekere plaats.
plan-do-look = 👀 Bekijk
plan-do-leave-so = 👌 Laat zo
plan-left-so = 👌 Het blijft zoals het is.

# Who comes.
plan-nobody = 👥 Nog niemand.
plan-people = 👥 Wie komt en wie wacht, onder een schuilnaam: { $all }
plan-person = { $number }. { $name } · { $state }
plan-person-gone = { $number }. { $name } · { $state } · 📵 niet meer te bereiken
plan-state-certain = ✅ zeker
plan-state-held = 🖊️ vrijgehouden, wacht op een ouder
plan-state-offered = 🎁 gevraagd
plan-state-waiting = ⏳ op de wachtlijst
plan-people-consent = 🖊️ Zei een ouder of voogd ja? Tik op de naam. De jongere hoort dan dat de plaats zeker is.
plan-do-consented = 🖊️ { $name }
plan-do-consented-number = 🖊️ Nummer { $number }
plan-consented = 🖊️ Genoteerd: de plaats is zeker.
plan-consented-before = Dat was al genoteerd.
plan-consent-late = De tijd was om, of de plaats is teruggegeven.
plan-people-move = ⬆️ Moet iemand die wacht eerst? Tik op de naam. Je geeft een reden, en die staat in het logboek.
plan-do-move = ⬆️ { $name }
plan-do-move-number = ⬆️ Nummer { $number }
plan-move-why = ⬆️ { $name } gaat voor wie al langer wacht. Waarom? De reden komt in het logboek, de naam niet.
plan-do-move-mistake = 🙏 Fout van ons
plan-do-move-promised = 🤝 Het was beloofd
plan-do-move-needed = 🎯 Heeft dit nodig
plan-moved = ⬆️ Staat nu vooraan.
plan-not-waiting = Deze persoon wacht niet meer.
plan-do-free = 📵 { $name }
plan-do-free-number = 📵 Nummer { $number }
plan-free-sure = 📵 { $name } is niet meer te bereiken. De plaats vrijmaken? Dan vragen we wie eerst wacht.
plan-do-free-yes = 📵 Ja, maak vrij
plan-freed = 📵 De plaats is vrij.
plan-not-gone = Deze persoon is weer te bereiken, of heeft geen plaats meer.
plan-pick = 📅 Welke ontmoeting?
plan-pick-none = 📅 Er is geen ontmoeting gepland.
plan-pick-line = { $number }. { $title } · { $when }
plan-state-here = ✅ is er
plan-do-street = 📣 Straatoverleg
plan-ask-square = { $step } · 📍 Hoe heet het plein? Iedereen leest deze naam. Ten hoogste { $max } tekens.
plan-preview-street = 👇 Niemand schrijft zich in. Wie het plein volgt, hoort het op de dag zelf.
plan-followers-few = 🔔 Minder dan { $max } volgers.
plan-followers = 🔔 { $all } volgers.
plan-street-link = Voor een affiche of sticker, met of zonder QR. Wie de link opent, kan dit plein volgen:
plan-cancel-street = ❌ Dit straatoverleg annuleren? Wie het plein volgt, hoort het meteen. Terugdraaien kan niet.
plan-do-cancel-weather = 🌧️ Door het weer
plan-cancelled-street = ❌ Het gaat niet door. Wie het plein volgt, hoort het.
