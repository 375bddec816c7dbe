//! What people read off a screen: whose words, which code, what kind of message. Letters only, as a person would.

use rechtdoor::messenger::Rendered;

/// What a young person's screen says, as far as it matters to a promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Says {
    /// Not sent yet: this is what would go.
    Review,
    Receipt,
    UrgentReceipt,
    /// An addition was taken in, or the question is open again.
    Added,
    Answer,
    /// The desk asks something back.
    AsksBack,
    /// "There is a message for you", and nothing else.
    Neutral,
    Refused,
    /// Closed by the clock: nobody answered, or the asker did not.
    Unanswered,
    NoReply,
    Thanks,
    WipedOne,
    /// Asking is closed until a day.
    Banned,
    /// Which language? Until then nothing is shown of what was typed.
    FirstContact,
    /// What was to be sent was forgotten already.
    TooLate,
    Goodbye,
    Other,
}

/// Words that stand in one kind of screen and in no other, in both languages.
const SAID: [(Says, &str); 41] = [
    (Says::Review, "👀 Nog niet verstuurd."),
    (Says::Review, "👀 Pas encore envoyé."),
    (Says::UrgentReceipt, ". Ze ligt vooraan. Een jeugdwerker"),
    (Says::UrgentReceipt, ". Elle passe devant. Un éducateur"),
    (Says::Receipt, "✅ We hebben je vraag. Jouw code: "),
    (Says::Receipt, "✅ On a ta question. Ton code : "),
    (Says::Added, "✅ Toegevoegd aan "),
    (Says::Added, "✅ C'est ajouté à "),
    (Says::Added, "✅ Verstuurd. "),
    (Says::Added, "✅ C'est envoyé. "),
    (Says::Answer, "💬 Antwoord op vraag "),
    (Says::Answer, "💬 Réponse à la question "),
    (Says::Answer, "✏️ Verbetering op "),
    (Says::Answer, "✏️ Correction pour "),
    (Says::AsksBack, "↩️ We willen je iets vragen over "),
    (Says::AsksBack, "↩️ On veut te demander quelque chose sur "),
    (Says::Neutral, "📬 Er is een bericht voor je."),
    (Says::Neutral, "📬 Il y a un message pour toi."),
    (Says::Unanswered, "🙏 Sorry. Op vraag "),
    (Says::Unanswered, "🙏 Désolé. La question "),
    (Says::NoReply, " is nu klaar: we vroegen je iets"),
    (Says::NoReply, " est terminée : on t'a demandé"),
    (Says::Thanks, "👍 Fijn dat het helpt. Vraag "),
    (Says::Thanks, "👍 Super si ça t'aide. La question "),
    (Says::Refused, "🚪 Vraag "),
    (Says::Refused, "🚪 La question "),
    (Says::Refused, " kunnen we niet antwoorden."),
    (Says::Refused, "On ne peut pas répondre à la question "),
    (Says::Refused, " is belangrijk, maar anderen helpen je beter"),
    (Says::Refused, " est importante, mais d'autres t'aident mieux"),
    (Says::Refused, " vonden we geen vraag."),
    (Says::Refused, ", on n'a pas trouvé de question."),
    (Says::Refused, " antwoorden we niet: er staan kwetsende"),
    (Says::Refused, "On ne répond pas à "),
    (Says::WipedOne, " is weg, ook ons antwoord."),
    (Says::WipedOne, " est effacée, notre réponse aussi."),
    (Says::Banned, "🚪 Vanaf "),
    (Says::Banned, "🚪 À partir de "),
    (Says::FirstContact, "👋 Hoi! Je bericht wacht"),
    (Says::TooLate, "⌛ Deze knop is te oud."),
    (Says::TooLate, "⌛ Ce bouton est trop vieux."),
];

/// What a young person's screen says.
pub fn says(text: &str) -> Says {
    const GOODBYES: [&str; 4] =
        ["🗑️ Alles is weg", "🗑️ Tout est effacé", "🗑️ Je vragen en keuzes zijn weg", "🗑️ Tes questions et tes choix"];
    if GOODBYES.iter().any(|words| text.contains(words)) {
        return Says::Goodbye;
    }
    SAID.iter().find(|(_, words)| text.contains(words)).map_or(Says::Other, |(says, _)| *says)
}

/// The first code in a text.
pub fn code_in(text: &str) -> Option<String> {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    words.find(|word| is_code(word)).map(str::to_owned)
}

fn is_code(word: &str) -> bool {
    word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// The code after a mark.
pub fn code_after(text: &str, mark: &str) -> Option<String> {
    let rest = text.split_once(mark)?.1;
    let code: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    is_code(&code).then_some(code)
}

/// Was the wish for discretion just taken in, or taken back?
pub fn is_discreet(text: &str) -> Option<bool> {
    let says = |words: [&str; 2]| words.iter().any(|words| text.contains(words));
    match () {
        () if says(["🙈 Discreet staat aan.", "🙈 Le mode discret est activé."]) => Some(true),
        () if says(["🙈 Discreet staat uit.", "🙈 Le mode discret est coupé."]) => Some(false),
        () => None,
    }
}

/// Was it answered when the addition came?
pub fn is_reopened(text: &str) -> bool {
    ["is weer open", "est rouverte"].iter().any(|words| text.contains(words))
}

/// Opened by a tap: not an answer that came, but one that is read.
pub fn is_opened(screen: &Rendered) -> bool {
    screen.rows.iter().flatten().any(|button| button.label.starts_with("🙈"))
}

/// The code of an answer of which a desk is told that it waits for Telegram.
pub fn waits_for_telegram(text: &str) -> Option<String> {
    code_after(text, "⏳ ").filter(|_| text.contains("Telegram"))
}

/// Words that begin with a mark, whole, in the order of the text.
pub fn words_like(text: &str, mark: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    words.filter(|word| word.starts_with(mark)).map(str::to_owned).collect()
}

/// How every word of a question begins.
pub const ASKED: &str = "vraag-";
/// How every word of an answer begins.
pub const ANSWERED: &str = "antwoord-";

/// What all questions of one chat have in common: letters only, because long numbers are masked.
pub fn own_mark(chat: i64) -> String {
    format!("{ASKED}{}-", in_letters(chat.unsigned_abs() % 1_000))
}

pub fn in_letters(mut number: u64) -> String {
    let mut letters = String::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
        if number == 0 {
            return letters;
        }
    }
}
