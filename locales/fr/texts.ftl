# Texts of the team: the library's, for everybody, and the desk's own.
texts-library = 📚 Textes pour tout le monde : { $all }. À relire par toi : { $read }. Rien n'entre dans la bibliothèque sans une deuxième lecture.
texts-canned = 📋 Textes types : { $all }. À relire par toi : { $read }. Une deuxième personne approuve chaque texte.
texts-name = { $label }
texts-line = { $label } · { $state }
texts-state-writing = 📝 brouillon de { $owner }
texts-state-waiting = 👀 de { $owner }, attend une deuxième lecture
texts-state-approved = 🕓 de { $owner }, approuvé, paraît le { $day }
texts-state-live = ✅ de { $owner }, à revoir en { $day }
texts-state-longer = 👀 de { $owner }, à revoir en { $day }, plus longtemps ?
texts-state-withdrawn = 📤 de { $owner }, retiré
texts-do-originals = 📥 Questions ({ $number })
texts-do-new = ✏️ Nouveau texte
texts-do-open = 👁 Montrer
texts-do-list = 📚 Liste
texts-do-canned = 📋 Textes types
texts-gone = Ce texte n'existe plus.
texts-not-yours = Ce texte est à un·e collègue. Un coordinateur de son projet peut le reprendre.
texts-not-now = Ce n'est pas possible maintenant : un·e collègue est passé·e avant. Rouvre le texte.
texts-own = 👀 Tu as écrit ce texte. Quelqu'un d'autre le relit.
texts-changed = Ce texte a changé depuis que tu l'as ouvert. Relis-le.
texts-unfinished = Il manque encore quelque chose.
texts-full = Il y a trop de textes. Jettes-en un d'abord.
texts-hands-full = Tu as déjà { $max } brouillons. Termines-en un d'abord.

# Closed questions that may be worked up.
texts-originals = 📥 Questions pour lesquelles le jeune a dit oui : { $all }. ✍️ = quelqu'un écrit déjà. Écris un nouveau texte, sans rien qui fasse reconnaître quelqu'un.
texts-original-new = 📥 { $code }
texts-original-begun = ✍️ { $code }
texts-original = 📥 { $code }, chez toi jusqu'à { $until }. Ne reprends rien qui fasse reconnaître quelqu'un : ni noms, ni écoles, ni rues, ni dates.
texts-original-gone = Cette question n'existe plus.
texts-original-over = ⏱ Ton temps est écoulé. Rouvre la question dans /biblio.
texts-do-begin = ✍️ Écrire un texte
texts-do-put-back = ↩️ Remettre
texts-put-back = ↩️ La question est remise.

# While a text is written.
texts-editor = 📝 Texte pour tout le monde. Paraît au plus tôt le { $day }, si une deuxième personne l'approuve.
texts-editor-canned = 📝 Texte type pour les réponses. Le texte peut contenir : { $variables }.
texts-progress = { $language } : titre { $title } · bouton { $label } · texte { $body }
texts-progress-about = Thème : { $topic } · sources : { $sources }
texts-comment = ↩️ La deuxième personne dit :
texts-masks = ⚠️ Vérifie : { $kinds }. Est-ce permis ? Une ligne d'aide oui, quelque chose de quelqu'un non.
texts-looks-like-name = nom
texts-looks-like-day = date
texts-do-nl = 🇳🇱 Néerlandais
texts-do-fr = 🇫🇷 Français
texts-do-topic = 🏷️ Thème
texts-do-sources = 🔗 Sources
texts-do-submit = 👀 Faire relire
texts-do-drop = 🗑️ Jeter
texts-do-drop-yes = 🗑️ Oui, jeter
texts-drop-sure = 🗑️ Jeter ce texte ? C'est définitif.
texts-dropped = 🗑️ C'est jeté.
texts-words = 📝 En { $language } :
texts-do-title = ✏️ Titre
texts-do-label = ✏️ Bouton
texts-do-body = ✏️ Texte
texts-type-title = ✏️ Tape le titre en { $language } : la question, en une phrase. { $max } caractères au plus.
texts-type-label = ✏️ Tape ce qui sera sur le bouton, en { $language } : un émoji et quelques mots. { $max } caractères au plus.
texts-type-body = ✏️ Tape le texte en { $language } : des phrases courtes, ce qui est permis, ce qui aide. { $max } caractères au plus.
texts-label-emoji = ✏️ Commence par un émoji, puis quelques mots. Modifie ton message ou retape-le.
texts-type-source = 🔗 Tape l'adresse web complète, d'un site qui est déjà dans la bibliothèque.
texts-source-unknown = 🔗 Je ne connais pas cette adresse. Prends un site déjà présent dans la bibliothèque, ou demande à un coordinateur de l'ajouter.
texts-topic = 🏷️ Dans quel thème va ce texte ?
texts-topic-first = Choisis d'abord un thème.
texts-sources = 🔗 Sources de ce texte. Reprends celles d'une fiche, ou tape une adresse.
texts-do-link = ✏️ Adresse
texts-lacking = Il manque encore : { $what }.
texts-lacks-title = titre { $language }
texts-lacks-label = bouton { $language }
texts-lacks-body = texte { $language }
texts-lacks-topic = thème
texts-lacks-source = une source
texts-months = 📅 Combien de temps ce texte est-il valable ? Ensuite il disparaît, sauf si quelqu'un le relit.
texts-months-longer = 📅 Combien de temps le texte peut-il rester ? Une deuxième personne regarde d'abord.
texts-do-months = 📅 { $months } mois
texts-submitted = 👀 Attend une deuxième lecture.

# The second reader.
texts-read = 👀 Lis les deux langues. Est-ce juste, et ne reconnaît-on personne ?
texts-in = 🗣 En { $language } :
texts-read-months = 📅 Valable { $months } mois.
texts-do-approve = ✅ Approuver
texts-do-send-back = ↩️ Renvoyer
texts-type-comment = ↩️ Que faut-il changer ? L'auteur lit ceci. { $max } caractères au plus.
texts-sent-back = ↩️ Renvoyé. L'auteur lit pourquoi.
texts-approved = ✅ Approuvé.

# On the shelf.
texts-do-take-up = ✏️ Modifier
texts-do-withdraw = 📤 Retirer
texts-do-longer = 📅 Prolonger
texts-off-the-shelf = 📤 Il n'y est plus.
texts-told-to-read = 👀 { $label } attend un deuxième lecteur. Tu veux relire ?
texts-told-back = ↩️ { $label } : la deuxième personne renvoie ton texte, avec une explication.
texts-told-approved = ✅ { $label } : une deuxième personne a approuvé ton texte.
texts-told-live = 📚 { $label } : ton texte est maintenant dans la bibliothèque.
texts-told-soon = 📅 { $label } est valable jusqu'au { $day }. Relis-le, prolonge-le ou retire-le.
texts-told-overdue = 📤 { $label } est trop ancien et n'est plus montré. Modifie-le et fais-le relire.

# Into an answer.
texts-progress-canned = { $language } : bouton { $label } · texte { $body }
texts-strange-variable = ✏️ Entre accolades, on ne peut mettre ici que : { $variables }. Modifie ton message ou retape-le.
texts-do-choose = 📋 Texte type
texts-do-manage = ⚙️ Gérer
texts-choose = 📋 { $code } : choisis un texte en { $language }. Il entre dans ton brouillon. Tu vois d'abord un aperçu, rien ne part tout seul.
texts-choose-none = 📋 Il n'y a pas de texte type approuvé pour le moment.
texts-not-good = Ce texte n'est plus valable. Choisis-en un autre.
texts-service = Tout droit
