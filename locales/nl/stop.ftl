stop-done = ✋ Gestopt. We sturen je niets meer, tot je zelf iets typt.
stop-answers-come = ✋ Gestopt. Geen herinneringen meer. Het antwoord op je open vraag komt nog wel. Wil je dat ook niet? Wis dan alles.
