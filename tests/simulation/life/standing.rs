//! Where somebody stands with a place at an encounter, read off a screen as a person would.

/// Where somebody stands, as a screen says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    Certain,
    Held,
    Offered,
    Waiting,
    /// In the drum.
    Asked,
    /// Given back, lapsed, or never there.
    Nothing,
    Cancelled,
    Over,
    /// A name is suggested: nothing was taken yet.
    NotYet,
}

const SAID: [(Stands, &str); 51] = [
    (Stands::Certain, "✅ Je plaats is zeker"),
    (Stands::Certain, "✅ Ta place est réservée"),
    (Stands::Certain, "✅ Een ouder of voogd zei ja"),
    (Stands::Certain, "✅ Un parent ou tuteur a dit oui"),
    (Stands::Certain, "📍 Binnenkort is het zover"),
    (Stands::Certain, "📍 C'est bientôt"),
    (Stands::Certain, "⏰ Vandaag is het zover"),
    (Stands::Certain, "⏰ C'est aujourd'hui"),
    (Stands::Certain, "⏰ Het is bijna zover"),
    (Stands::Certain, "⏰ C'est pour bientôt"),
    (Stands::Held, "🖊️ We houden een plaats vrij"),
    (Stands::Held, "🖊️ On te garde une place"),
    (Stands::Offered, "🎁 Er is plaats voor jou"),
    (Stands::Offered, "🎁 Il y a une place pour toi"),
    (Stands::Waiting, "⏳ Het is vol. Je staat"),
    (Stands::Waiting, "⏳ C'est complet. Tu es"),
    (Stands::Certain, "🎉 Je hebt een plaats!"),
    (Stands::Certain, "🎉 Tu as une place"),
    (Stands::Held, "🎉 Er is een plaats voor jou"),
    (Stands::Held, "🎉 Il y a une place pour toi"),
    (Stands::Waiting, "⏳ De plaatsen zijn gegeven"),
    (Stands::Waiting, "⏳ Les places sont données"),
    (Stands::Asked, "📝 We hebben je vraag om te komen"),
    (Stands::Asked, "📝 On a bien noté que tu veux venir"),
    (Stands::Asked, "🎲 Je doet mee aan de loting"),
    (Stands::Asked, "🎲 Tu participes au tirage"),
    (Stands::Waiting, "🎲 Geloot: deze keer had je geen geluk"),
    (Stands::Waiting, "🎲 Tirage : pas de chance cette fois"),
    (Stands::Offered, "🎁 Er is 1 plaats"),
    (Stands::Offered, "🎁 Il y a 1 place"),
    (Stands::Waiting, "⏳ Jullie wachten samen"),
    (Stands::Waiting, "⏳ Tu attends avec ton pote"),
    (Stands::Nothing, "👍 Oké, je komt niet."),
    (Stands::Nothing, "👍 OK, tu ne viens pas."),
    (Stands::Nothing, "⌛ De tijd is om. De plaats"),
    (Stands::Nothing, "⌛ C'est trop tard. La place"),
    (Stands::Nothing, "⌛ Niemand zei ja voor jou."),
    (Stands::Nothing, "⌛ Personne n'a dit oui pour toi."),
    (Stands::Nothing, "🎟️ Je hebt nu geen plaats"),
    (Stands::Nothing, "🎟️ Tu n'as pas de place"),
    (Stands::Nothing, "👋 Je was even weg"),
    (Stands::Nothing, "👋 On n'a pas pu te joindre"),
    (Stands::Nothing, "🗑️ Alles is weg"),
    (Stands::Nothing, "🗑️ Tout est effacé"),
    (Stands::Cancelled, "❌ Deze ontmoeting gaat niet door"),
    (Stands::Cancelled, "❌ Cette rencontre n'a pas lieu"),
    (Stands::Over, "💔 "),
    (Stands::Over, "👋 Deze ontmoeting is voorbij"),
    (Stands::Over, "👋 Cette rencontre est passée"),
    (Stands::NotYet, "🎭 Je komt onder een schuilnaam"),
    (Stands::NotYet, "🎭 Tu viens sous un surnom"),
];

/// What stands above the rest of a screen: a code of a youth worker that counts, or that counts no more.
const HEADS: [&str; 4] = ["🤝 Je code telt", "🤝 Ton code compte", "⌛ Deze code telt niet", "⌛ Ce code ne compte"];

pub fn stands(text: &str) -> Option<Stands> {
    let has_head = HEADS.iter().any(|head| text.starts_with(head));
    let text = if has_head { text.split_once("\n\n")?.1 } else { text };
    SAID.iter().find(|(_, words)| text.starts_with(words)).map(|(stands, _)| *stands)
}

impl Stands {
    /// Does it take one of the places?
    pub fn takes_one(self) -> bool {
        matches!(self, Stands::Certain | Stands::Held | Stands::Offered)
    }

    pub fn is_known(self) -> bool {
        self.takes_one() || matches!(self, Stands::Waiting | Stands::Asked)
    }
}
