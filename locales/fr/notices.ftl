# What a desk hears without asking. Never a word of a question.
notices-urgent = 🚨 Une question urgente attend.
notices-added = 💬 Il y a un ajout à { $code }. Lis-le avant d'envoyer.
notices-added-front = 💬 { $code } a été complété et est parmi les premières de la file.
notices-lapsed = ⏱ { $code } est retourné dans la file. Tu avais déjà écrit ? C'est gardé.
notices-closed-helped = 👍 { $code } est fini : ta réponse a aidé.
notices-closed-silence = 📁 { $code } est fermé : plus de réaction.
notices-closed-no-reply = 📁 { $code } est fermé : le jeune n'a plus envoyé d'infos.
notices-closed-unanswered = 📁 { $code } est fermé : personne n'a répondu à temps.
notices-closed-gone = ✗ { $code } est fermé : le jeune a bloqué le bot. Plus rien n'est envoyé.
notices-closed-wiped = 🧹 { $code } a été effacé par le jeune.
notices-taken-back = 🧹 Texte retiré.
notices-status-waiting = ⏳ { $code } : { $what } attend Telegram.
notices-status-sent = ✓ { $code } : { $what } est envoyée.
notices-status-gone = ✗ { $code } : { $what } n'est pas arrivée. Le jeune a bloqué le bot.
notices-what-answer = ta réponse
notices-what-more-info = ta question
