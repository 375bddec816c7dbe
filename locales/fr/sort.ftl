# Sorting a case by its code. Names and routes of the codes are in content/triage.toml.
sort-do = 🏷️ Code
sort-do-more = ⋯ Plus
sort-do-next = ▶️ Autres codes
sort-choose = 🏷️ De quoi parle { $code } ? ⏱ = délai pour regarder. 👀 = un collègue relit chaque réponse.
sort-line = { $sort } · { $name } · ⏱ { $look }
sort-line-two = { $sort } · { $name } · ⏱ { $look } · 👀
sort-look-minutes = { $count } min
sort-look-hours = { $count } h
sort-look-days = { $count ->
    [one] { $count } jour ouvrable
   *[other] { $count } jours ouvrables
}
sort-look-never = pas pressé
sort-set = 🏷️ { $sort }
sort-more = ⋯ Que faire d'autre avec { $code } ?
sort-card = 🏷️ { $sort } · { $name } → { $route }
sort-card-guessed = 🏷️ { $sort } ? · { $name } → { $route }. Deviné. C'est juste ? Touche 🏷️ Code.
sort-card-none = 🏷️ Pas encore de code
sort-urgent-by-code = 🏷️ Le code lui-même est urgent. Choisis d'abord un autre code.
