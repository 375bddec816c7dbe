# The day after a grave question was answered.
checkin-due = 💛 Op je antwoord bij { $code } kwam nog niets terug. Wil je vragen hoe het nu gaat? Vanzelf krijgt de jongere niets.
checkin-do = 💛 Hoe gaat het?
checkin-over = 💛 Deze zaak is niet meer zo: er kwam iets terug, of ze is klaar.
