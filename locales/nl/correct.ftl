# Putting right what was sent.
correct-do = ✏️ Verbeter
correct-how = ✏️ Typ de code erbij: /verbeter K7Q4MN.
correct-too-late = ✏️ Deze zaak kan je niet verbeteren: er is geen antwoord verstuurd, ze is van een ander project, of de jongere is niet meer te bereiken.
correct-begun = ✏️ { $who } verbetert het antwoord op { $code }.
correct-card = ✏️ Dit verbetert wat al verstuurd is. Niet nodig? Tik op 🔓 Laat los: zonder nieuwe tekst verandert er niets.
correct-type = ✏️ Wat klopte er niet op { $code }, en wat klopt wel? Typ het in het { $language }, hoogstens { $max } tekens. Een collega leest het na.
correct-why = het verbetert wat al verstuurd is
correct-title = ✏️ Verbetering op { $code }
correct-sorry = Sorry, in ons antwoord klopte iets niet. Dit klopt wel:
correct-in-thread = ✏️ Verbetering, { $day }:
correct-dropped = ✏️ { $code }: er is niets verbeterd. Het eerste antwoord blijft staan.
