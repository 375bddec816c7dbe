//! One test a kind: what is hit, and what comes so near that it must not be. Then strange texts.

use super::{LETTER, MaskKind, MaskNames, Redactor, with_folded_letters};
use regex::Regex;

fn redactor() -> Redactor {
    let numbers = ["112", "1813", "0800 32 123", "02 209 61 61"].map(str::to_owned);
    Redactor::new(&numbers, &["awel.be".to_owned()])
}

fn names() -> MaskNames {
    MaskNames::new(|kind| kind.key().to_owned())
}

fn assert_kind(kind: MaskKind, hits: &[&str], misses: &[&str]) {
    let (redactor, names) = (redactor(), names());
    for hit in hits {
        let done = redactor.redact(hit, &names);
        assert!(done.masks.iter().any(|mask| mask.kind == kind), "{hit:?} gave {:?}", done.text.as_str());
    }
    for miss in misses {
        let done = redactor.redact(miss, &names);
        assert!(done.masks.is_empty(), "{miss:?} gave {:?}", done.text.as_str());
    }
}

#[test]
fn telephone_numbers() {
    assert_kind(
        MaskKind::Phone,
        &[
            "0470123456",
            "+32 470 12 34 56",
            "0032470123456",
            "02 209 61 62",
            "0470.123.456",
            "О47O 12 34 56",
            "0454 03/11/00",
        ],
        &["112", "1813", "0800/32.123", "+32 2 209 61 61", "1.500.000 euro", "12/03/2024", "2 000 000", "14u30"],
    );
}

#[test]
fn register_numbers() {
    assert_kind(
        MaskKind::RegisterNumber,
        &["93.05.18-223.61", "93051822361", "93 05 18 223 61", "10.05.24-369.58", "93.45.18-223.36"],
        &["93.05.18", "art. 223.61", "18/05/1993"],
    );
}

#[test]
fn accounts() {
    assert_kind(
        MaskKind::Iban,
        &["BE68 5390 0754 7034", "be68539007547034", "539-0075470-34", "68 5390 0754 7034", "NL91ABNA0417164300"],
        &["BE 68", "du 20 juillet 1990 relative", "TVA 5390", "NL", "2023-2024-2025"],
    );
}

#[test]
fn plates() {
    assert_kind(
        MaskKind::Plate,
        &["1-ABC-234", "1ABC234", "ABC-123", "S-ABC-123", "plaat ABC 123", "AB-123-CD"],
        &["art 422", "wet 123", "GAS 350", "loi 123", "SAC 350 euros", "art-422", "EUR 500"],
    );
}

#[test]
fn addresses_of_mail() {
    assert_kind(
        MaskKind::Email,
        &[
            "a@b.be",
            "jan (at) gmail.com",
            "jan at gmail punt com",
            "jan arobase gmail point com",
            "a\u{200b}@b.be",
            "https://awel.be@x.be/",
        ],
        &["@ school", "at home", "punt com", "om 8u @ thuis"],
    );
}

#[test]
fn links() {
    assert_kind(
        MaskKind::Link,
        &["https://x.be", "www.x.be/a", "t.me/abc", "wa.me/32", "x[.]be/a", "instagram.com/x", "https://awel.be.x.be/"],
        &["awel.be", "https://www.awel.be/chat", "gedaan.net toen", "ja.nee", "art. 3.de rest"],
    );
}

#[test]
fn accounts_online() {
    assert_kind(
        MaskKind::Handle,
        &["@lowie", "snap: lowke08", "insta lowie.xo", "naam_naam", "lowie#1234", "mijn acc heet _lo_"],
        &["@ school", "@thuis", "snap ik niet", "insta is weg", "@14u30"],
    );
}

#[test]
fn street_addresses() {
    assert_kind(
        MaskKind::Address,
        &[
            "Kerkstraat 12",
            "rue Neuve 3",
            "12 de la rue Neuve",
            "12, rue de la Loi",
            "9000 Gent",
            "Grand-Place 1",
            "ik woon in de Zandstraat",
        ],
        &["Kerkstraat", "rue Neuve", "Kerkstraat 3 agenten", "Gent", "onderweg 3", "in 2019 Gent won"],
    );
}

#[test]
fn officers_and_their_numbers() {
    assert_kind(
        MaskKind::Badge,
        &["badge 12345", "matricule n° 48213", "inspecteur Peeters", "agent De Smet", "stamnummer: 445566"],
        &["agent zei", "de inspecteur", "badge verplicht", "Agent Mag Dat", "badge 2023"],
    );
}

#[test]
fn numbers_of_reports() {
    assert_kind(
        MaskKind::PvNumber,
        &["BR.30.L2.012345/2023", "DE30L1002345/2023", "pv TG 37 L3 004321/2024", "dossier 2024/45678"],
        &["pv van 12/03/2024", "dossier 12", "EU 2016/679", "notitie 3"],
    );
}

#[test]
fn a_row_of_eleven_is_masked_whatever_its_sum() {
    let rows = ["12345678901", "nr 99999999999", "0101 0100194", "1 0 0 5 2 4 3 6 9 5 8", "1 0 1 0 0 1 6 1 2 5 5"];
    assert_kind(MaskKind::RegisterNumber, &rows, &["123456"]);
}

#[test]
fn dropped_bars_leave_a_text_that_is_settled() {
    let (redactor, names) = (redactor(), names());
    for text in ["▮\na", "e▮\u{301}", "▮▮▮0470▮123456▮", "a\n\n▮\n\n▮\nb", "▮phone▮ ▮x1▮ ▮"]
    {
        let once = redactor.redact(text, &names).text;
        assert!(redactor.redact(once.as_str(), &names).text == once, "{text:?} gave {:?}", once.as_str());
    }
}

#[test]
fn strange_and_long_texts_cost_little() {
    let (redactor, names) = (redactor(), names());
    let texts = [
        "1".repeat(1_000),
        "1 ".repeat(500),
        "@".repeat(1_000),
        "a@".repeat(500),
        "a.".repeat(500),
        "▮".repeat(1_000),
        "▮\n".repeat(20_000),
        "04".repeat(500),
        "0470 12 34 56 ".repeat(70),
        "een ".repeat(250),
        "rue de la ".repeat(100),
        "Sint ".repeat(200),
        "snap is ".repeat(125),
        "badge nr is ".repeat(80),
        "\u{200b}".repeat(1_000),
        "-A".repeat(500),
        "Mijn vriend werd gisteren in Gent om 14u30 gefouilleerd, mag dat zomaar? ".repeat(14),
    ];
    // How long it takes is a benchmark's business; here nothing may panic or grow out of bounds.
    for text in texts {
        let done = redactor.redact(&text, &names);
        assert!(done.text.as_str().len() <= text.len() * 4 + 64);
    }
}

#[test]
fn a_letter_and_its_capital_are_both_letters_or_neither() {
    let plain = Regex::new(&format!("^{LETTER}$")).expect("a pattern");
    let folded = Regex::new(&format!("(?i)^{LETTER}$")).expect("a pattern");
    let cased = (char::MIN..=char::MAX).filter(|letter| letter.is_lowercase() || letter.is_uppercase());
    let (mut of_both, mut letter_text) = (0, String::new());
    for letter in cased {
        letter_text.clear();
        letter_text.push(letter);
        assert_eq!(plain.is_match(&letter_text), folded.is_match(&letter_text), "{letter}");
        of_both += usize::from(plain.is_match(&letter_text));
    }
    assert!(of_both > 1_000);
    assert_eq!(with_folded_letters(r"(?i)\[[a\]]\p{Lu}[\p{L}\-]+"), r"(?i)\[[a\]]\p{Lu}(?-i:[\p{L}\-])+");
}

/// So a text without figures need not be looked at for them.
#[test]
fn nothing_of_what_needs_a_figure_is_found_without_one() {
    let redactor = redactor();
    let texts = [
        "Mijn IBAN is BE68 5390 0754 7034, plaat 1-ABC-123 of ABC 123",
        "agent met nummer 12345, pv BR.30.L2.012345/2023, dossier nr. 4.567.890",
        "ik woon in de Kerkstraat 3 bus 2, 9300 Aalst",
        "j'habite 12 rue de la Loi, 1000 Bruxelles, étage 3, née le 12/03/2009",
        "bel 0470 12 34 56 of 85.07.30-033.28, plaque AB-123-CD",
    ];
    for text in texts {
        let mut found = Vec::new();
        redactor.find_figures(text, &mut found);
        assert!(!found.is_empty(), "the control: {text}");
        let without: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
        found.clear();
        redactor.find_figures(&without, &mut found);
        assert!(found.is_empty(), "{without}");
    }
    let mut lines = 0;
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpora")).expect("the folder") {
        let all = std::fs::read_to_string(file.expect("a file").path()).unwrap_or_default();
        // As it is looked at: figures of other scripts are plain ones by then.
        let all = super::normalise::normalise(&all);
        for line in all.lines().filter(|line| !line.contains(|c: char| c.is_ascii_digit())) {
            let mut found = Vec::new();
            redactor.find_figures(line, &mut found);
            assert!(found.is_empty(), "{line}");
            lines += 1;
        }
    }
    assert!(lines > 1_000, "the corpora were read");
}
