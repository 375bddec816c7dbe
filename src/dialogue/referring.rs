//! Links with a code of a youth worker: signed by the house, and in no record of it.
//!
//! Never true of this file: a link is believed because it can be read. Only its tag proves it.

use crate::domain::EncounterId;
use crate::domain::encounter::Referral;
use crate::vault::MacKey;
use data_encoding::BASE64URL_NOPAD;

/// What stands in front of a code: `t.me/<bot>?start=r_<code>`.
pub const PREFIX: &str = "r_";

/// The code with this number of an encounter, as it stands behind `?start=`: 46 characters.
pub fn mint(tokens: &MacKey, encounter: EncounterId, number: u8) -> String {
    let whole = tokens.tag(&Referral::signed(encounter, number));
    let mut tag = [0; Referral::TAG_BYTES];
    tag.copy_from_slice(&whole[..Referral::TAG_BYTES]);
    format!("{PREFIX}{}", BASE64URL_NOPAD.encode(&Referral { encounter, number, tag }.bytes()))
}

/// What somebody typed or opened behind the prefix, if it can be read.
pub fn read(typed: &str) -> Option<Referral> {
    Referral::read(&BASE64URL_NOPAD.decode(typed.as_bytes()).ok()?)
}

/// Did we make it? Whether it is still good is another question.
pub fn is_ours(tokens: &MacKey, code: &Referral) -> bool {
    tokens.verify(&Referral::signed(code.encounter, code.number), &code.tag)
}
