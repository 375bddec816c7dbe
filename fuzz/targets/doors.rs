//! What a person can type or press: a button's data, the payload of a link, a question.

use rechtdoor::dialogue::action::Press;
use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::Moment;
use rechtdoor::domain::invite::Invite;
use rechtdoor::domain::redact::{MASK_BAR, MaskNames, Redaction, Redactor};
use rechtdoor::domain::roles::Role;
use rechtdoor::vault::MacKey;
use unicode_normalization::UnicodeNormalization;

use super::Same;

/// Data that means something is exactly what we would write for it.
pub fn press(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(press) = Press::parse(text) {
        assert!(press.encode() == text);
    }
}

/// A payload that reads is one that can be made, and only what we signed is believed, letter by letter.
///
/// The first byte chooses: the rest is a payload as typed, or pairs of place and change to a real one.
pub fn invite(bytes: &[u8]) {
    thread_local! {
        static REAL: (MacKey, String) = {
            let mut entropy = Same::new(b"invite");
            let key = MacKey::random(&mut entropy);
            let expires = Moment(1_800_000_000_000);
            let token = enrol::mint(&key, &mut entropy, Role::Moderator, "genk", false, expires);
            (key, token)
        };
    }
    let Some((choice, rest)) = bytes.split_first() else { return };
    REAL.with(|(key, real)| {
        let payload = if *choice < 0x80 {
            String::from_utf8_lossy(rest).into_owned()
        } else {
            let mut letters = real.clone().into_bytes();
            for (at, to) in rest.as_chunks::<2>().0.iter().map(|[at, to]| (*at, *to)) {
                let at = usize::from(at) % letters.len();
                letters[at] = to & 0x7f;
            }
            String::from_utf8(letters).expect("ASCII")
        };
        if let Some((invite, tag)) = Invite::read(&payload) {
            assert!(invite.token(&tag) == payload);
        }
        assert_eq!(enrol::proven(key, &payload).is_some(), payload == *real);
    });
}

thread_local! {
    static REDACTOR: (Redactor, MaskNames) = (
        Redactor::new(&["112", "1712", "0800 32 123", "02 209 61 61", "+31 20 123 45 67"].map(str::to_owned),
            &["awel.be".to_owned()]),
        MaskNames::new(|kind| kind.key().to_owned()),
    );
}

/// What was masked once has nothing left to mask, a telephone number said in plain words never comes out, and the text
/// grows by the words of its masks only.
///
/// The first two bytes say where in the text the number is put.
pub fn redact(bytes: &[u8]) {
    let Some((place, rest)) = bytes.split_first_chunk::<2>() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    REDACTOR.with(|(redactor, names)| {
        let once = redactor.redact(text, names);
        whole(text, &once, names);
        assert!(redactor.redact(once.text.as_str(), names).text.as_str() == once.text.as_str());

        // Drawn from the text, so that the text cannot hold it already.
        let drawn = Same::new(text.as_bytes()).0;
        let number = number_from(drawn);
        let at = text.floor_char_boundary(usize::from(u16::from_le_bytes(*place)) % (text.len() + 1));
        let (before, after) = text.split_at(at);
        let planted = redactor.redact(&format!("{before}\nbel mij op {number} aub\n{after}"), names);
        let digits: String = planted.text.as_str().chars().filter(char::is_ascii_digit).collect();
        assert!(!digits.contains(&number.replace(' ', "")), "a number came out");
    });
}

fn number_from(mut drawn: blake3::OutputReader) -> String {
    let mut bytes = [0; 4];
    drawn.fill(&mut bytes);
    let tail = format!("{:07}", u32::from_le_bytes(bytes) % 10_000_000);
    format!("047{} {} {} {}", &tail[..1], &tail[1..3], &tail[3..5], &tail[5..])
}

fn whole(text: &str, done: &Redaction, names: &MaskNames) {
    let redacted = done.text.as_str();
    assert!(redacted.chars().filter(|c| *c == MASK_BAR).count() % 2 == 0, "bars stand in pairs");
    let words: usize = done.masks.iter().map(|mask| names.name(mask.kind).chars().count() + 2).sum();
    assert!(redacted.chars().count() <= text.nfkc().count() + words, "a text that grew");
    assert!(!redacted.chars().any(|c| c.is_control() && c != '\n'));
    assert!(done.hints.len() <= Redaction::HINTS_MAX);
    assert!(done.hints.iter().all(|hint| redacted.get(hint.start..hint.end).is_some_and(|name| !name.is_empty())));
}
