# For liaisons of the police: adults, with u.
service-home = 👮 Hier ziet u ontmoetingen van uw zone en algemene vragen. U ziet nooit wat een jongere schreef, een naam of een lijst.
service-do-list = 📅 Ontmoetingen
service-do-briefing = 📄 Fiche
service-do-open = 👀 Nummer { $number }
service-do-look = 👀 Bekijk
service-welcome = 👋 U bent contactpersoon van de politie bij { $project }.
service-zone = 📍 Zone: { $towns }.
service-none = 📅 Er is nu geen ontmoeting waarvoor we uw zone vragen.
service-gone = Deze ontmoeting is er niet meer, of is nog niet voor u.
service-list = 📅 De ontmoetingen van uw zone:
service-line = { $number }. { $title } · { $when }
service-asked = 👮 Een vraag van de organisatie:
service-wanted = 👮 Gevraagd: agenten { $officers }, { $dress }.
service-dress-plain = in gewone kleren
service-dress-uniform = in uniform
service-dress-mixed = sommige in uniform
service-youths = 👥 Jongeren met een zekere plaats: { $youths }.
service-youths-few = 👥 Jongeren met een zekere plaats: hoogstens enkele.
service-said-nothing = ❓ Komt u? Jongeren rekenen erop.
service-said-come = ✅ U zei: zoveel agenten komen: { $officers }.
service-said-no = 🙅 U zei: niemand van ons komt.
service-said-colleague = 👥 U zei: een collega antwoordt.
service-do-come = ✅ Ja: { $officers }
service-do-fewer = ➖ Eén minder
service-do-more = ➕ Eén meer
service-do-no = 🙅 Nee
service-do-colleague = 👥 Een collega
service-ask-promise = 🤝 Jongeren lezen vooraf: niemand vraagt er je identiteitskaart. Belooft uw zone dat?
service-do-promise = 🤝 Dat beloven we
service-promised = 🤝 Uw zone beloofde: niemands identiteit wordt er gecontroleerd.
service-briefing = 📄 Voor u naar een ontmoeting komt:
service-tell-no = 🙅 De zone zegt: er komen geen agenten.
service-tell-promise = 🤝 De zone zegt zelf: niemand wordt er gecontroleerd.
service-do-requests = ❓ Vragen
service-do-decline = 🤷 Geen antwoord
service-do-official = 🏛️ Officieel
service-do-experience = 🙋 Mijn ervaring
service-requests = ❓ Algemene vragen. Ze zijn herschreven: u ziet nooit het origineel.
service-requests-none = ❓ Er wacht nu geen algemene vraag op u.
service-requests-new = ❓ { $count ->
    [one] Er wacht 1 algemene vraag op u.
   *[other] Er wachten { $count } algemene vragen op u.
}
service-request-line = { $number }. { $topic } · antwoord tegen { $due }
service-request-gone = Deze vraag is er niet meer, of is al beantwoord.
service-request-changed = Dit is niet uw laatste tekst. Kies onder de nieuwste.
service-request = ❓ Algemene vraag, herschreven door jeugdwerkers. U ziet nooit het origineel.
service-request-about = 🏷️ { $topic } · antwoord tegen { $due }
service-request-type = ✍️ Typ uw antwoord, hoogstens { $max } tekens. Een jeugdwerker herschrijft het: jongeren lezen nooit uw woorden.
service-request-as = 👁 Is dit het standpunt van uw zone, of uw eigen ervaring?
service-request-thanks = ✅ Dank u. Een jeugdwerker gaat ermee verder.
service-requests-late = ⏱ { $count ->
    [one] Van één vraag is de dag voorbij. Kunt u nog antwoorden, of zeggen dat u geen antwoord hebt?
   *[other] Van { $count } vragen is de dag voorbij. Kunt u nog antwoorden, of zeggen dat u geen antwoord hebt?
}
