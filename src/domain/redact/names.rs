//! First names that are common in Belgium, to ask "is this somebody's name?". Never to cut.

use regex::Regex;

use super::{Hint, MASK_BAR, Redaction, pattern};

/// Names that are no word of Dutch or French: a hint wherever they stand, in any case.
const PLAIN: &str = " adam adil aïcha aicha alessandro alexandre ali alicia amina amine anaïs anas antoine anthony arne arthur astrid aya ayoub aysha axelle bart bastien bilal bjorn brahim brent camille céline charlotte chloé chloe clara clément cédric daan damien david dries dylan elena elias elif elise ella emiel emma emre enzo esther ethan eva fatima fatma finn florian gabriel geert gilles gino giulia guillaume hamza hanne hannes hassan hugo ibrahim ilyas imane inès ines ismail jana jasper jelle jens jeroen joris jonas joren julie juliette justine karim karen kato kevin khadija kobe koen laila lander lars laurens lauren laura léa lena leon léon lien lies liesbeth lieve lisa loïc lotte louise luca lucas lukas maarten mahmoud mamadou manon mariam marie martijn martine mathéo mathias mathieu mathis matteo maxim maxime mehdi mehmet michiel mohamed mohammed moussa mustafa nathan nathalie nicolas nina noah noé noémie nora nour nele olivia omar oumar pauline philippe pieter quinten rania rayan rachid robbe romain ruben ryan sabrina said samira sander sara sarah seppe siham simon sofie sofia soufiane stef stijn tibo théo theo thibault thibaut thomas tom tuur valentin victor vincent wannes ward wim wouter yanis yannick yasmina yasmine youssef yusuf zakaria zeynep zoé ";

/// Names that are also words ("ik ben", "jan.", "les fleurs"): a hint only with a capital inside a sentence.
const WORDS: &str = " aimé an ben bo bram bas claire dag els fleur florence france iris jade jan jean jo joy kim lou luna mark max merel mees mila noor paris pascal paul peter pierre rémi robin roos rose sam storm tess tim victoire wout zita angel ange lily céleste prudence christian constance désiré fée juste modeste parfait olive ";

pub(super) struct Names {
    word: Regex,
}

impl Names {
    pub(super) fn new() -> Self {
        Self { word: pattern(r"▮[^▮\n]*▮|\p{L}+") }
    }

    pub(super) fn find(&self, text: &str) -> Vec<Hint> {
        self.word
            .find_iter(text)
            .filter(|word| !word.as_str().starts_with(MASK_BAR) && is_name(text, word.start(), word.as_str()))
            .take(Redaction::HINTS_MAX)
            .map(|word| Hint { start: word.start(), end: word.end() })
            .collect()
    }
}

fn is_name(text: &str, start: usize, word: &str) -> bool {
    let listed = |list: &str| list.contains(&format!(" {} ", word.to_lowercase()));
    if listed(PLAIN) {
        return true;
    }
    let inside = text.get(..start).unwrap_or_default().trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',');
    let mixed = word.chars().skip(1).any(char::is_lowercase);
    word.starts_with(char::is_uppercase) && mixed && inside && listed(WORDS)
}
