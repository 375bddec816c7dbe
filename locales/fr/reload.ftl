# A coordinator lets the bot read the edited texts. The mistakes themselves are in English, as `rechtdoor check` says them.
reload-begun = 🔄 Je relis les textes. Un petit moment.
reload-done = ✅ Rechargé : { $cards } fiches, { $lines } lignes d'aide, { $projects } projets.
reload-wrong = ⚠️ Pas rechargé : { $all ->
    [one] 1 faute
   *[other] { $all } fautes
}. Les anciens textes restent.
reload-all-in-check = Tout voir ? rechtdoor check
reload-built-in = 📦 Les textes de ce bot sont dans le programme. Il n'y a rien à recharger.
