//! Sixty lines a language, as people type them, and what must stay undecided.

use super::{Guess, guess_language};

const DUTCH: [&str; 60] = [
    "mag de politie mij zomaar fouilleren?",
    "ze hebben mijn gsm afgepakt, mag dat",
    "ik ben 15 en kreeg een boete",
    "wa moek doen als ze mij tegenhouden",
    "kben gistre opgepakt aant station",
    "mogen die mijne rugzak doorzoeken",
    "hoe dien ik een klacht in",
    "die flik was echt grof tegen mij",
    "moet ik mijn identiteitskaart altijd bij hebben?",
    "mag ik filmen als ze mijn vriend oppakken",
    "ge moogt toch zwijgen bij een verhoor",
    "da's toch nie normaal he",
    "kmoest mee naar het bureau en mijn ma wist van niks",
    "wrm moeten ze altijd ons hebben",
    "hoelang mogen ze mij vasthouden",
    "ik heb schrik om klacht in te dienen",
    "mijn broer zit vast, wat nu",
    "ze zeiden vieze woorden tegen mij",
    "kan ik mijn boete betwisten",
    "mag de agent in mijn gsm kijken",
    "gwn omdat we daar stonden",
    "wij waren gewoon aan het chillen op het plein",
    "ik wou niks zeggen maar ze bleven vragen",
    "moeten mijn ouders daarbij zijn",
    "heb ik recht op een advocaat",
    "k weet nie wa da is",
    "ze sloegen mijn maat tegen de combi",
    "mag een agent mij slaan",
    "kunnen ze mij verplichten om te blazen",
    "wat als ik weiger",
    "ik ben minderjarig, mogen ze mij boeien",
    "ze kwamen bij ons thuis binnen zonder papier",
    "ik kreeg een GAS-boete van 120 euro",
    "hallo ik heb een vraag over mijn rechten",
    "den agent vroeg waar ik woon",
    "hij had geen uniform aan",
    "moet ik mijn code geven",
    "mogen ze foto's van mij nemen",
    "ze pakten mijn step af",
    "wanneer krijg ik mijn spullen terug",
    "mijn vriendin is lastiggevallen door een flik",
    "tis altijd hetzelfde met die gasten",
    "ik werd gecontroleerd omdat ik bruin ben denk ik",
    "op school kwam politie met een hond",
    "mag dat eigenlijk wel",
    "ze hebben mij uitgekleed in de cel",
    "ik ben bang voor wat er nu gebeurt",
    "moet ik tekenen wat ze opschrijven",
    "nee ik heb niks gedaan",
    "ma allee serieus wa kan ik doen",
    "hoeveel kost een boete zonder licht",
    "ik zat op de trein zonder ticket",
    "de controleur belde de politie",
    "wie kan mij helpen",
    "kheb een brief gekregen van de jeugdrechter",
    "moet ik naar dat verhoor gaan",
    "ze wilden mijn naam niet geloven",
    "der stonden vijf combi's in onze straat",
    "mogen we nog op straat zitten savonds",
    "ik wil weten wat er in mijn dossier staat",
];

const FRENCH: [&str; 60] = [
    "est-ce que la police peut me fouiller ?",
    "ils ont pris mon gsm, c'est légal ?",
    "j'ai 15 ans et j'ai eu une amende",
    "jsp quoi faire si jme fais contrôler",
    "chui arrêté hier à la gare",
    "ils peuvent fouiller mon sac ?",
    "comment porter plainte",
    "le keuf m'a mal parlé",
    "je dois toujours avoir ma carte d'identité ?",
    "j'peux filmer pdt qu'ils arrêtent mon pote",
    "on a le droit de se taire non",
    "c pas normal wesh",
    "g du aller au commissariat et ma mère savait pas",
    "pk c toujours nous",
    "cb de temps ils peuvent me garder",
    "j'ai peur de porter plainte",
    "mon frère est en garde à vue, je fais quoi",
    "ils m'ont insulté",
    "je peux contester mon amende ?",
    "le policier peut regarder dans mon tel ?",
    "juste pcq on était là",
    "on était posés sur la place tranquille",
    "je voulais rien dire mais ils insistaient",
    "mes parents doivent être là ?",
    "j'ai droit à un avocat ?",
    "jsais pas c quoi",
    "ils ont frappé mon pote contre la voiture",
    "un flic a le droit de me frapper",
    "ils peuvent m'obliger à souffler",
    "et si je refuse",
    "chuis mineur ils peuvent me menotter",
    "ils sont entrés chez nous sans papier",
    "j'ai reçu une SAC de 120 euros",
    "bonjour j'ai une question sur mes droits",
    "l'agent a demandé où j'habite",
    "il avait pas d'uniforme",
    "je dois donner mon code",
    "ils peuvent me prendre en photo",
    "ils ont saisi ma trottinette",
    "quand est-ce que je récupère mes affaires",
    "ma copine s'est fait embêter par un flic",
    "c tjr la même avec eux",
    "jme fais contrôler pcq chui arabe je crois",
    "à l'école y avait la police avec un chien",
    "ils ont vraiment le droit",
    "ils m'ont déshabillé dans la cellule",
    "j'ai peur de ce qui va se passer",
    "je dois signer ce qu'ils écrivent",
    "non j'ai rien fait",
    "frr sérieux je fais quoi",
    "combien coûte une amende sans lumière",
    "j'étais dans le train sans ticket",
    "le contrôleur a appelé la police",
    "qui peut m'aider",
    "j'ai reçu une lettre du juge de la jeunesse",
    "je dois aller à cette audition",
    "ils voulaient pas croire mon nom",
    "y avait cinq combis dans notre rue",
    "on peut encore rester dehors le soir",
    "jveux savoir ce qu'il y a dans mon dossier",
];

const OTHER: [&str; 30] = [
    "can the police search me without a reason?",
    "they took my phone, is that allowed",
    "what are my rights when they stop me",
    "i don't speak dutch please help",
    "why did they stop us again",
    "my brother was arrested and i'm scared",
    "how do i file a complaint about an officer",
    "do i have to give them my name",
    "he said they could keep me for a day",
    "we were just sitting there with friends",
    "هل يمكن للشرطة تفتيش حقيبتي",
    "ماذا أفعل إذا أوقفتني الشرطة",
    "أخذوا هاتفي",
    "عندي سؤال من فضلك",
    "polis beni durdurdu ve kimlik sordu",
    "polis telefonumu aldı ne yapabilirim",
    "benim hakkım var mı",
    "neden beni durdurdu bu polis",
    "merhaba bir sorum var lütfen",
    "kardeşim için ne yapabilirim",
    "полиция забрала мой телефон",
    "что мне делать",
    "я не говорю по-французски",
    "το τηλέφωνό μου",
    "警察可以搜我的包吗",
    "پلیس گوشی من را گرفت",
    "la policía puede registrar mi mochila, no tengo nada",
    "darf die polizei mich durchsuchen und warum",
    "czy policja może mnie przeszukać na ulicy",
    "ልረዳኝ ትችላለህ",
];

const UNSURE: [&str; 14] =
    ["", "ok", "hey", "?", "112", "👍👍👍", "oké", "merci", "police", "agent", "K7Q4MN", "lol", "/start", "gsm 😂"];

fn assert_guesses(lines: &[&str], wanted: Guess, least: usize) {
    let wrong: Vec<(&str, Guess)> =
        lines.iter().map(|line| (*line, guess_language(line))).filter(|(_, guess)| *guess != wanted).collect();
    let opposite = wrong.iter().any(|(_, guess)| *guess != Guess::Unsure);
    assert!(!opposite && lines.len() - wrong.len() >= least, "{wrong:?}");
}

#[test]
fn dutch_is_known_and_never_taken_for_another_language() {
    assert_guesses(&DUTCH, Guess::Nl, 57);
}

#[test]
fn french_is_known_and_never_taken_for_another_language() {
    assert_guesses(&FRENCH, Guess::Fr, 57);
}

#[test]
fn other_languages_are_never_taken_for_ours() {
    assert_guesses(&OTHER, Guess::Other, 27);
}

#[test]
fn what_says_too_little_stays_undecided() {
    assert_guesses(&UNSURE, Guess::Unsure, UNSURE.len());
}

#[test]
fn long_and_strange_text_is_taken() {
    assert_eq!(guess_language(&"mag dat zomaar ".repeat(5_000)), Guess::Nl);
    assert_eq!(guess_language("\u{200b}\u{202e}\u{fe0f}"), Guess::Unsure);
    assert_eq!(guess_language("MAG DE POLITIE MIJ FOUILLEREN"), Guess::Nl);
    assert_eq!(guess_language("J’AI PEUR DE LA POLICE"), Guess::Fr);
}
