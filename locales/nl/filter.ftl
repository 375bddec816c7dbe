# What of the queue is shown.
filter-do = 🔎 Filter
filter-do-page = ▶️ Volgende
filter-do-clear = ✖️ Toon alles
filter-choose = 🔎 Wat wil je zien? Tik om te veranderen. Dringende vragen zie je altijd. Na { $hours } uur zonder /desk zie je weer alles.
filter-language = 🗣 { $value }
filter-whose = 📍 { $value }
filter-kind = 🏷️ { $value }
filter-label = 🔖 { $value }
filter-all = alles
filter-danger = X · gevaar
filter-rights = A · rechten
filter-themes = B · thema's
filter-others = C en Z
filter-unsorted = zonder code
filter-shown = 🔎 Taal: { $language } · project: { $whose } · code: { $kind } · label: { $label }. Verborgen: { $hidden }.
filter-nothing = 🔎 Met deze filter wacht er niets.
filter-card-picked = ⤴️ Uit de rij gekozen, voor zijn beurt.
