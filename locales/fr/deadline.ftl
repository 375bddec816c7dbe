# When the time for an answer runs out. To the desk: never a word of a question.
deadline-most = ⏳ { $code } : le délai est presque passé. Promis : { $promised }.
deadline-most-free = ⏳ { $code } attend encore et le délai est presque passé. Promis : { $promised }.
deadline-call-over = ✅ Cette question n'attend plus.
deadline-over = ⌛ { $code } est en retard. Nouvelle date pour le jeune : { $promised }.
deadline-broken = ⌛ { $code } : la nouvelle date est passée aussi. Trouvez quelqu'un maintenant.
deadline-and-more = { $more ->
    [one] Et 1 autre est en retard : regarde dans /desk.
   *[other] Et { $more } autres sont en retard : regarde dans /desk.
}
deadline-also-there = ⌛ Aussi en retard, dans un projet sans coordination :
deadline-do-one = 🙋 { $code }
deadline-with = ✍️ Chez { $who }.
deadline-far = ⌛ { $code } attend depuis une fois et demie le délai promis. Toutes les coordinations le savent.
deadline-far-elsewhere = ⌛ { $project } : une question attend bien plus longtemps que promis. Ton équipe peut aider ? Appelle leur coordination.
# To whoever asked.
deadline-sorry = 🙏 Désolé, on est en retard pour { $code }. Ta question n'est pas perdue. Nouvelle date : au plus tard { $promised }. Tu ne peux pas attendre ? Appuie sur 🆘.
deadline-sorry-again = 🙏 Désolé. On a aussi raté la nouvelle date pour { $code }. On cherche quelqu'un. Sous 🆘, tu vois qui peut déjà t'aider.
deadline-mine-late = 🙏 { $code } : en retard, désolé. Nouvelle date : au plus tard { $promised }
deadline-mine-broken = 🙏 { $code } : très en retard, désolé. On cherche quelqu'un
