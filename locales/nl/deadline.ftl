# When the time for an answer runs out. To the desk: never a word of a question.
deadline-most = ⏳ { $code }: de tijd is bijna om. Beloofd: { $promised }.
deadline-most-free = ⏳ { $code } wacht nog en de tijd is bijna om. Beloofd: { $promised }.
deadline-call-over = ✅ Deze vraag wacht niet meer.
deadline-over = ⌛ { $code } is te laat. Nieuwe datum voor de jongere: { $promised }.
deadline-broken = ⌛ { $code }: ook de nieuwe datum is voorbij. Zoek nu iemand.
deadline-and-more = { $more ->
    [one] En er is er nog 1 te laat: kijk in /desk.
   *[other] En er zijn er nog { $more } te laat: kijk in /desk.
}
deadline-also-there = ⌛ Ook te laat, in een project zonder coördinator:
deadline-do-one = 🙋 { $code }
deadline-with = ✍️ Bij { $who }.
deadline-far = ⌛ { $code } wacht nu anderhalve keer zo lang als beloofd. Alle coördinatoren weten het.
deadline-far-elsewhere = ⌛ { $project }: een vraag wacht veel langer dan beloofd. Kan jouw team helpen? Bel hun coördinator.
# To whoever asked.
deadline-sorry = 🙏 Sorry, we zijn te laat met { $code }. Je vraag is niet weg. Nieuwe datum: ten laatste { $promised }. Kan je niet wachten? Tik op 🆘.
deadline-sorry-again = 🙏 Sorry. Ook de nieuwe datum voor { $code } haalden we niet. We zoeken nu iemand. Bij 🆘 staat wie je nu al kan helpen.
deadline-mine-late = 🙏 { $code }: te laat, sorry. Nieuwe datum: ten laatste { $promised }
deadline-mine-broken = 🙏 { $code }: veel te laat, sorry. We zoeken iemand
