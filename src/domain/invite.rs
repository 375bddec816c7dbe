//! What an invitation says, as bytes. Pure: who signs it and who redeems it is decided elsewhere.
//!
//! Never true of this file: an invitation is believed because it can be read. Only its tag proves it.

use super::Moment;
use super::moment::MINUTE_MS;
use super::roles::Role;
use data_encoding::BASE64URL_NOPAD;

/// What stands in front of a token in a link: `t.me/<bot>?start=i_<token>`.
pub const PREFIX: &str = "i_";
/// Telegram's limit for a start payload, the prefix included.
pub const PAYLOAD_CHARS_MAX: usize = 64;
pub const TAG_BYTES: usize = 16;
const BODY_BYTES: usize = 22;
const APPROVED: u8 = 1;

/// One invitation, before or after signing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invite {
    pub role: Role,
    /// Made on the host with `--approved`: nobody has to confirm the two words.
    pub approved: bool,
    /// To the minute.
    pub expires: Moment,
    /// The beginning of the project id's keyed hash: names do not fit in a link.
    pub project: [u8; 8],
    pub nonce: [u8; 8],
}

impl Invite {
    /// The bytes that are signed.
    pub fn body(&self) -> [u8; BODY_BYTES] {
        let role = Role::ALL.iter().position(|role| *role == self.role).unwrap_or_default();
        let minute = u32::try_from(self.expires.0 / MINUTE_MS).unwrap_or_default();
        let mut body = [0; BODY_BYTES];
        body[0] = u8::try_from(role).unwrap_or_default();
        body[1] = if self.approved { APPROVED } else { 0 };
        body[2..6].copy_from_slice(&minute.to_be_bytes());
        body[6..14].copy_from_slice(&self.project);
        body[14..].copy_from_slice(&self.nonce);
        body
    }

    /// The token of a link: body and tag, 51 characters.
    pub fn token(&self, tag: &[u8; TAG_BYTES]) -> String {
        let mut bytes = self.body().to_vec();
        bytes.extend_from_slice(tag);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Reads a token. `None` for anything that [`Invite::token`] cannot have made; the tag is not yet checked.
    pub fn read(token: &str) -> Option<(Self, [u8; TAG_BYTES])> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        if bytes.len() != BODY_BYTES + TAG_BYTES {
            return None;
        }
        let (body, tag) = bytes.split_at(BODY_BYTES);
        let invite = Self {
            role: *Role::ALL.get(usize::from(body[0]))?,
            approved: body[1] == APPROVED,
            expires: Moment(i64::from(u32::from_be_bytes(body[2..6].try_into().ok()?)) * MINUTE_MS),
            project: body[6..14].try_into().ok()?,
            nonce: body[14..].try_into().ok()?,
        };
        // A flag that we never set would make a second spelling of a link that is good only once.
        (invite.body() == body).then_some((invite, tag.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_a_link_and_reads_back() {
        for role in Role::ALL {
            for approved in [false, true] {
                let expires = Moment(1_800_000_000_000 / MINUTE_MS * MINUTE_MS);
                let invite = Invite { role, approved, expires, project: [7; 8], nonce: [0xff; 8] };
                let token = invite.token(&[9; TAG_BYTES]);
                assert!(PREFIX.len() + token.len() <= PAYLOAD_CHARS_MAX);
                assert_eq!(Invite::read(&token), Some((invite, [9; TAG_BYTES])));
            }
        }
    }

    #[test]
    fn what_is_no_token_is_not_read() {
        for token in ["", "abc", "!!!!", &"A".repeat(50), &"A".repeat(52), &"_".repeat(51)] {
            assert!(Invite::read(token).is_none(), "{token}");
        }
        let mut bytes = [0; BODY_BYTES + TAG_BYTES];
        assert!(Invite::read(&BASE64URL_NOPAD.encode(&bytes)).is_some());
        bytes[1] = 2;
        assert!(Invite::read(&BASE64URL_NOPAD.encode(&bytes)).is_none(), "a flag nobody sets");
    }
}
