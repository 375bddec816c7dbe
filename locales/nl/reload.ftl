# A coordinator lets the bot read the edited texts. The mistakes themselves are in English, as `rechtdoor check` says them.
reload-begun = 🔄 Ik lees de teksten opnieuw. Een momentje.
reload-done = ✅ Herladen: { $cards } kaarten, { $lines } hulplijnen, { $projects } projecten.
reload-wrong = ⚠️ Niet herladen: { $all ->
    [one] 1 fout
   *[other] { $all } fouten
}. De oude teksten blijven.
reload-all-in-check = Alles zien? rechtdoor check
reload-built-in = 📦 De teksten van deze bot zijn ingebouwd. Er valt niets te herladen.
