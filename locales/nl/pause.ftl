# A break, and what is asked after something hard.
pause-begun = ⏸️ Pauze tot { $until }. Je krijgt geen nieuwe vragen en geen oproepen. Je team ziet aan de desk dat je pauze hebt.
pause-holds = ✍️ Je hebt nog zaken vast: { $count }. Laat ze los of werk ze af.
pause-lasts = ⏸️ Je hebt pauze tot { $until }. Neem je tijd.
pause-after = 💛 Dat was een zware vraag. Gaat het? Praat erover met een collega, of neem even pauze. Dit leest niemand anders.
pause-after-lawyer = 💛 Dat was een zware vraag. Gaat het? Praat erover met een collega. Dit leest niemand anders.
pause-do-begin = ⏸️ Pauze
pause-do-end = ▶️ Verder
pause-others = ⏸️ Met pauze: { $who }
