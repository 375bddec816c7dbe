# Texts of the team: the library's, for everybody, and the desk's own.
texts-library = 📚 Teksten voor iedereen: { $all }. Te lezen door jou: { $read }. Niets komt in de bib zonder een tweede lezer.
texts-canned = 📋 Vaste teksten: { $all }. Te lezen door jou: { $read }. Een tweede lezer keurt elke tekst goed.
texts-name = { $label }
texts-line = { $label } · { $state }
texts-state-writing = 📝 klad van { $owner }
texts-state-waiting = 👀 van { $owner }, wacht op een tweede lezer
texts-state-approved = 🕓 van { $owner }, goedgekeurd, verschijnt op { $day }
texts-state-live = ✅ van { $owner }, na te kijken in { $day }
texts-state-longer = 👀 van { $owner }, na te kijken in { $day }, mag hij langer?
texts-state-withdrawn = 📤 van { $owner }, eruit gehaald
texts-do-originals = 📥 Vragen ({ $number })
texts-do-new = ✏️ Nieuwe tekst
texts-do-open = 👁 Toon
texts-do-list = 📚 Lijst
texts-do-canned = 📋 Vaste teksten
texts-gone = Deze tekst is er niet meer.
texts-not-yours = Deze tekst is van een collega. Een coördinator van dat project kan hem overnemen.
texts-not-now = Dat kan nu niet met deze tekst: een collega was je voor. Open hem opnieuw.
texts-own = 👀 Je schreef deze tekst zelf. Een ander leest hem na.
texts-changed = Deze tekst is veranderd sinds je hem opende. Lees hem opnieuw.
texts-unfinished = Er ontbreekt nog iets.
texts-full = Er zijn te veel teksten. Gooi er eerst een weg.
texts-hands-full = Je hebt al { $max } kladden. Werk er eerst een af.

# Closed questions that may be worked up.
texts-originals = 📥 Vragen waarvan de jongere ja zei: { $all }. ✍️ = iemand schrijft er al over. Schrijf een nieuwe tekst, zonder iets waaraan je iemand herkent.
texts-original-new = 📥 { $code }
texts-original-begun = ✍️ { $code }
texts-original = 📥 { $code }, bij jou tot { $until }. Neem niets over waaraan je iemand herkent: geen namen, scholen, straten, data.
texts-original-gone = Deze vraag is er niet meer.
texts-original-over = ⏱ Je tijd was om. Open de vraag opnieuw in /bib.
texts-do-begin = ✍️ Schrijf een tekst
texts-do-put-back = ↩️ Leg terug
texts-put-back = ↩️ De vraag ligt terug.

# While a text is written.
texts-editor = 📝 Tekst voor iedereen. Verschijnt ten vroegste op { $day }, als een tweede lezer hem goedkeurt.
texts-editor-canned = 📝 Vaste tekst voor antwoorden. In de tekst mag staan: { $variables }.
texts-progress = { $language }: titel { $title } · knop { $label } · tekst { $body }
texts-progress-about = Onderwerp: { $topic } · bronnen: { $sources }
texts-comment = ↩️ De tweede lezer zegt:
texts-masks = ⚠️ Kijk na: { $kinds }. Mag dat erin? Een hulplijn wel, iets van iemand niet.
texts-looks-like-name = naam
texts-looks-like-day = datum
texts-do-nl = 🇳🇱 Nederlands
texts-do-fr = 🇫🇷 Frans
texts-do-topic = 🏷️ Onderwerp
texts-do-sources = 🔗 Bronnen
texts-do-submit = 👀 Laat nalezen
texts-do-drop = 🗑️ Gooi weg
texts-do-drop-yes = 🗑️ Ja, weg ermee
texts-drop-sure = 🗑️ Deze tekst weggooien? Dat kan je niet ongedaan maken.
texts-dropped = 🗑️ Weg.
texts-words = 📝 In het { $language }:
texts-do-title = ✏️ Titel
texts-do-label = ✏️ Knop
texts-do-body = ✏️ Tekst
texts-type-title = ✏️ Typ de titel in het { $language }: de vraag, in één zin. Hoogstens { $max } tekens.
texts-type-label = ✏️ Typ wat op de knop komt, in het { $language }: een emoji en een paar woorden. Hoogstens { $max } tekens.
texts-type-body = ✏️ Typ de tekst in het { $language }: korte zinnen, wat mag, wat helpt. Hoogstens { $max } tekens.
texts-label-emoji = ✏️ Begin met een emoji, dan een paar woorden. Pas je bericht aan of typ het opnieuw.
texts-type-source = 🔗 Typ het hele webadres. Het moet van een site zijn die al in de bib staat.
texts-source-unknown = 🔗 Dat adres ken ik niet. Neem een site die al in de bib staat, of vraag een coördinator om ze toe te voegen.
texts-topic = 🏷️ Waar hoort de tekst bij?
texts-topic-first = Kies eerst een onderwerp.
texts-sources = 🔗 Bronnen van deze tekst. Neem die van een kaart over, of typ een adres.
texts-do-link = ✏️ Typ een adres
texts-lacking = Er ontbreekt nog: { $what }.
texts-lacks-title = titel { $language }
texts-lacks-label = knop { $language }
texts-lacks-body = tekst { $language }
texts-lacks-topic = onderwerp
texts-lacks-source = een bron
texts-months = 📅 Hoe lang is deze tekst goed? Daarna verdwijnt hij, tenzij iemand hem opnieuw naleest.
texts-months-longer = 📅 Hoe lang mag de tekst blijven? Een tweede lezer kijkt eerst.
texts-do-months = 📅 { $months } maanden
texts-submitted = 👀 Wacht op een tweede lezer.

# The second reader.
texts-read = 👀 Lees beide talen. Klopt het, en herken je niemand?
texts-in = 🗣 In het { $language }:
texts-read-months = 📅 Goed voor { $months } maanden.
texts-do-approve = ✅ Keur goed
texts-do-send-back = ↩️ Stuur terug
texts-type-comment = ↩️ Wat moet er anders? De schrijver leest dit. Hoogstens { $max } tekens.
texts-sent-back = ↩️ Teruggestuurd. De schrijver leest waarom.
texts-approved = ✅ Goedgekeurd.

# On the shelf.
texts-do-take-up = ✏️ Pas aan
texts-do-withdraw = 📤 Haal eruit
texts-do-longer = 📅 Laat langer staan
texts-off-the-shelf = 📤 Hij staat er nu niet meer in.
texts-told-to-read = 👀 { $label } wacht op een tweede lezer. Wil jij nalezen?
texts-told-back = ↩️ { $label }: de tweede lezer stuurt je tekst terug, met uitleg.
texts-told-approved = ✅ { $label }: een tweede lezer keurde je tekst goed.
texts-told-live = 📚 { $label }: je tekst staat nu in de bib.
texts-told-soon = 📅 { $label } is goed tot { $day }. Kijk hem na, en laat hem langer staan of haal hem eruit.
texts-told-overdue = 📤 { $label } is te oud en wordt niet meer getoond. Pas hem aan en laat hem opnieuw nalezen.

# Into an answer.
texts-progress-canned = { $language }: knop { $label } · tekst { $body }
texts-strange-variable = ✏️ Tussen accolades kan hier alleen staan: { $variables }. Pas je bericht aan of typ het opnieuw.
texts-do-choose = 📋 Vaste tekst
texts-do-manage = ⚙️ Beheer
texts-choose = 📋 { $code }: kies een tekst in het { $language }. Hij komt in je klad. Je ziet eerst een voorbeeld, er vertrekt niets vanzelf.
texts-choose-none = 📋 Er is nu geen vaste tekst die een tweede lezer goedkeurde.
texts-not-good = Deze tekst is niet meer goed. Kies een andere.
texts-service = Rechtdoor
