# What a desk hears without asking. Never a word of a question.
notices-urgent = 🚨 Er wacht een dringende vraag.
notices-added = 💬 Bij { $code } kwam iets bij. Lees het voor je verstuurt.
notices-added-front = 💬 { $code } is aangevuld en staat bij de eersten in de rij.
notices-lapsed = ⏱ { $code } ging terug naar de rij. Schreef je al iets? Dat is bewaard.
notices-closed-helped = 👍 { $code } is klaar: je antwoord hielp.
notices-closed-silence = 📁 { $code } is gesloten: er kwam geen reactie meer.
notices-closed-no-reply = 📁 { $code } is gesloten: de jongere stuurde geen info meer.
notices-closed-unanswered = 📁 { $code } is gesloten: niemand antwoordde op tijd.
notices-closed-gone = ✗ { $code } is gesloten: de jongere blokkeerde de bot. Er wordt niets meer gestuurd.
notices-closed-wiped = 🧹 { $code } is gewist door de jongere.
notices-taken-back = 🧹 Tekst weggehaald.
notices-status-waiting = ⏳ { $code }: { $what } wacht op Telegram.
notices-status-sent = ✓ { $code }: { $what } is verstuurd.
notices-status-gone = ✗ { $code }: { $what } kwam niet aan. De jongere blokkeerde de bot.
notices-what-answer = je antwoord
notices-what-more-info = je vraag
