stop-done = ✋ Gestopt. We sturen je niets meer, tot je zelf iets typt.
stop-answers-come = ✋ Gestopt. Geen herinneringen meer. Het antwoord op je open vraag komt nog wel. Wil je dat ook niet? Wis dan alles.
stop-places-stay = ✋ Gestopt. Geen herinneringen meer. Je plaats bij een ontmoeting blijft van jou: het adres komt nog. Kom je niet? Geef ze terug in /plaatsen.
stop-places-too = 🎟️ Ook je plaats bij een ontmoeting blijft van jou: het adres komt nog.
