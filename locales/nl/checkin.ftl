# The day after a grave question was answered.
checkin-due = 💛 Op je antwoord bij { $code } kwam nog niets terug. Wil je vragen hoe het nu gaat? Vanzelf krijgt de jongere niets.
checkin-due-left = 💛 Op het antwoord bij { $code } kwam nog niets terug, en het kan ernstig zijn. Wie antwoordde, kan niet vragen hoe het gaat. Doe jij het? Vanzelf krijgt de jongere niets.
checkin-asked = 💛 Op wat je terugvroeg bij { $code } kwam nog niets, en het kan ernstig zijn. Wil je nu al antwoorden? Neem de vraag dan terug.
checkin-asked-left = 💛 { $code } kan ernstig zijn. Wie iets terugvroeg is niet meer in het team, en er kwam nog niets. Neem jij de vraag?
checkin-do = 💛 Hoe gaat het?
checkin-over = 💛 Deze zaak is niet meer zo: er kwam iets terug, of ze is klaar.
