# Reading afterwards what went out urgent with nobody but its author having read it.
after-read = 👀 { $code } was dringend en ging weg zonder tweede lezer. Klopt het antwoord? Zo niet: zeg het je collega, of verbeter het. Dit staat hier tot { $until }.
after-do-good = 👍 Goed zo
after-do-say = 💬 Zeg iets
after-good = 👍 Dank je, { $code } is nagelezen.
after-told-good = 👍 Een collega las { $code } na: goed zo.
after-type = 💬 Wat wil je zeggen over het antwoord op { $code }? Hoogstens { $max } tekens. Alleen wie het schreef leest dit.
after-said = 💬 Dank je. Wie { $code } schreef, leest wat je zei.
after-told-comment = 💬 Een collega las { $code } na en zegt er iets over.
after-came-back = 💬 { $code }: dit ging weg, en een collega las het na. Dit staat hier tot { $until }.
after-comment = 💬 Je collega zegt:
after-do-seen = 👌 Gelezen
after-seen = 👌 Goed. { $code } is nagelezen.
after-nobody = 👀 { $code } was dringend en ging weg zonder tweede lezer. Niemand las het na in twee werkdagen. Lees jij het?
after-own = 👀 Dit schreef je zelf: een collega leest het na.
after-by-other = 👀 Een collega leest dit nu.
after-over = 👀 Dit hoeft niemand meer na te lezen.
