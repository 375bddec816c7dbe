# Who reads now. To the desk:
duty-on = 👀 Tu es de service. Les jeunes voient : « Quelqu'un lit en ce moment », jamais qui. Sans rien faire ici pendant { $hours } h, ça s'arrête tout seul.
duty-off = 🌙 Tu n'es pas de service. Commence ton service si tu lis des questions maintenant.
duty-others = { $others ->
    [one] Encore 1 collègue est de service.
   *[other] Encore { $others } collègues sont de service.
}
duty-over = 🌙 Ton service s'est arrêté : rien ici depuis { $hours } h. Tu es encore là ?
duty-do-on = 👀 Commencer
duty-do-off = 🌙 Arrêter
# To whoever asked:
duty-reading = 👀 Quelqu'un lit en ce moment.
duty-nobody = 🌙 Personne ne lit maintenant.
duty-nobody-until = 🌙 Personne ne lit maintenant. On revient { $opens }.
