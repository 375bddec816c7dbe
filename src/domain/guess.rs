//! In which language somebody writes, as a guess from small words and spelling; it knows chat spelling.
//!
//! Never true of this file: a guess decides something that the person cannot undo with one tap.

use std::collections::HashSet;
use std::sync::LazyLock;

/// What a text seems to be written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guess {
    Nl,
    Fr,
    /// Another language, or another script.
    Other,
    /// Too short, or too mixed.
    Unsure,
}

/// A text without this many letters says nothing.
const LETTERS_MIN: usize = 6;
/// Points that the best language needs, and by how many it must lead: a small word is 2, a spelling 1.
const POINTS_MIN: usize = 3;
const LEAD_MIN: usize = 2;
/// Longer texts say no more than their beginning, in words.
const WORDS_MAX: usize = 200;

static DUTCH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words_in(
        "ik ikke kik jij je jou jouw jullie gij ge u uw hij zij wij we wi ze hem haar hun ons het 't een nen ne den der dat da dit dees die deze wat waar waarom wrm wanneer hoe hoelang wie welke niet nie geen gene nooit altijd altij ook ok maar mr mar want omdat omda als dan toen nog al wel weer mag mogen moogt kan kunnen kunde moet moeten moest wil willen wou wilt heb hebben heeft hebt had was zijn ben bent is zit gaan gaat ga ging komt kwam doen doet deed gedaan zegt zei zeggen weet wete weten met voor vr van vn naar nr bij over tegen zonder uit tot onder tussen aan op mijn mn mij m'n zijn zn z'n mijne mama papa vriend vrienden maten politie flik flikken flieken agent agenten boete school straat thuis gsm rechten klacht fouilleren identiteitskaart jaar vandaag gisteren gistre morgen iemand niemand iets niets ni echt gwn gewoon fzo ofzo ofso hallo hey heej dag dankje bedankt merci alstublieft aub pls asjeblieft nee ja jawel zo effe efkes keer moeder vader broer zus vriendin werd worden wordt meegenomen opgepakt tegengehouden gefouilleerd vastgehouden bang schrik zomaar nu nadien achteraf blijkbaar helemaal veel weinig beetje goed slecht ouders minderjarig zatte trein bus station hasn wiet blowen",
    )
});

static FRENCH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words_in(
        "je j'ai jai j j'suis chui chuis chu jsuis jsp jpeux tu t'as tas t'es il elle on nous vous ils elles le la les l un une des du au aux mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce c'est cest c c'était ct cet cette ces ça ca sa qui que qu'est quoi koi kwa où quand comment cmt cment pourquoi pk pkoi prk combien est et ou mais donc car parce parceque pcq psk si ne n'ai pas pa plus jamais toujours tjr tjrs rien tout tt tous avec avc sans pour pr par dans ds sur sous chez vers depuis pendant avant après être etre suis sont était étais ai as a ont avait avoir fait faire peut peux pe peuvent doit dois doivent veut veux vient va vais vont dit dire sait sais police flic flics keuf keufs kisdés schmitts policier policiers policière agent agents amende école ecole rue maison gsm portable droit droits plainte fouille fouiller fouillé carte identité contrôle controle contrôlé ans hier aujourd'hui demain quelqu'un personne bonjour bjr salut slt svp stp merci mrc oui ouais non nn wesh frère frr mère mere père soeur pote potes ami amis parents mineur mineure embarqué arrêté peur grave vraiment vrmt juste jsute alors là encore aussi même meme deja déjà trop bcp beaucoup peu normal légal gare métro bus train moi toi lui eux mtn maintenant était d'accord dacc qd qqn ptn",
    )
});

/// English, Turkish, Spanish, German, Polish, Romanian, Albanian, Italian and Arabic in Latin letters, as far as these
/// words are none of the two above.
static OTHERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words_in(
        "the and you your they them my i i'm im he she it's its what why how when can't cannot could should would will with without from this that these because have has are were not don't dont didn't doesn't they're please help want need know stopped took take told said say for about if do does did me been there right rights phone school street home friend friends brother afraid scared to at of by be was police can is any allowed bir bu ve ben sen biz siz polis beni bana benim ne neden nasıl için icin var yok değil degil mi mı ama çok cok ile gibi kardeşim telefonumu aldı hakkım kimlik yapabilir sordu durdurdu merhaba lütfen el los las una qué que por para con policía policia tengo puede pueden mi calle estoy no sí cómo como der die das und ich nicht ist mein meine mich warum wie darf polizei haben kann ein eine policja czy jest mnie nie się na jak moje dlaczego mogą ulicy poliția politia mă imi îmi și nu este pot ce cum telefonul policia më nuk është të dhe mua pse polizia mi il che non per sono posso perché wallahi ana anta ya chorta lboulis walakin 3lach 3lash kifach kifash wach bghit dyali khouya",
    )
});

/// Spellings that one language has and the other hardly.
const DUTCH_SPELLINGS: [&str; 13] =
    ["ij", "sch", "aa", "ee", "oo", "uu", "oe", "lijk", "heid", "eer", "dt", "cht", "ge"];
const FRENCH_SPELLINGS: [&str; 13] = ["é", "è", "ê", "ç", "à", "eau", "qu", "eux", "tion", "oir", "ais", "oi", "ez"];

/// Guesses the language of a text of any length. Takes time in proportion to its beginning only.
pub fn guess_language(text: &str) -> Guess {
    let lower = text.to_lowercase().replace(['’', '‘', '`'], "'");
    let words: Vec<&str> = words_of(&lower).take(WORDS_MAX).collect();
    let letters = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic());
    let (mut count, mut strange) = (0, 0);
    for letter in letters {
        count += 1;
        strange += usize::from(!is_western(letter));
    }
    if strange >= LETTERS_MIN.min(4) && strange * 2 > count {
        return Guess::Other;
    }
    if count < LETTERS_MIN || words.len() < 2 {
        return Guess::Unsure;
    }
    let points = |list: &HashSet<&str>| words.iter().map(|word| 2 * usize::from(list.contains(word))).sum::<usize>();
    let spelled = |marks: &[&str]| words.iter().filter(|word| marks.iter().any(|mark| word.contains(mark))).count();
    let dutch = points(&DUTCH) + spelled(&DUTCH_SPELLINGS);
    let french = points(&FRENCH) + spelled(&FRENCH_SPELLINGS);
    let other = points(&OTHERS) + strange.min(4);
    decide(dutch, french, other)
}

fn decide(dutch: usize, french: usize, other: usize) -> Guess {
    let ahead =
        |one: usize, rivals: [usize; 2]| one >= POINTS_MIN && rivals.iter().all(|rival| one >= rival + LEAD_MIN);
    if ahead(dutch, [french, other]) {
        Guess::Nl
    } else if ahead(french, [dutch, other]) {
        Guess::Fr
    } else if ahead(other, [dutch, french]) {
        Guess::Other
    } else {
        Guess::Unsure
    }
}

/// Words with their apostrophes and with the figures chat writes for letters ("3lach").
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| word.chars().any(char::is_alphabetic))
}

fn words_in(list: &'static str) -> HashSet<&'static str> {
    list.split(' ').collect()
}

/// A letter that Dutch or French is written with.
fn is_western(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'à'..='ÿ' | 'œ' | 'ĳ')
}

#[cfg(test)]
#[path = "guess_tests.rs"]
mod tests;
