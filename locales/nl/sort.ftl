# Sorting a case by its code. Names and routes of the codes are in content/triage.toml.
sort-do = 🏷️ Code
sort-do-more = ⋯ Meer
sort-do-next = ▶️ Andere codes
sort-choose = 🏷️ Waarover gaat { $code }? ⏱ = zo snel kijkt iemand. 👀 = een collega leest elk antwoord na.
sort-line = { $sort } · { $name } · ⏱ { $look }
sort-line-two = { $sort } · { $name } · ⏱ { $look } · 👀
sort-look-minutes = { $count } min
sort-look-hours = { $count } uur
sort-look-days = { $count ->
    [one] 1 werkdag
   *[other] { $count } werkdagen
}
sort-look-never = geen haast
sort-set = 🏷️ { $sort }
sort-more = ⋯ Wat nog meer met { $code }?
sort-card = 🏷️ { $sort } · { $name } → { $route }
sort-card-guessed = 🏷️ { $sort }? · { $name } → { $route }. Geraden. Klopt het? Tik op 🏷️ Code.
sort-card-none = 🏷️ Nog geen code
sort-urgent-by-code = 🏷️ De code zelf is dringend. Kies eerst een andere code.
