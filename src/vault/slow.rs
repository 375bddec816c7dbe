//! A hash that is slow on purpose: what stands on disk for a banned address.
//!
//! All of Telegram's numbers can be hashed fast within minutes, so a fast hash of one hides nothing. This one costs a
//! fifth of a second and 64 MiB for each address and each salt. It still does not hide a *known* address from somebody
//! who holds the keys: nothing can.
//!
//! Never true of this file: it runs on the writer's thread; an address or a hash of it can be printed.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroizing;

use super::key::{Key, MacKey};
use super::routes::Address;

pub const SALT_BYTES: usize = 16;

/// What one hash costs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SlowCost {
    pub memory_kib: u32,
    pub passes: u32,
}

impl SlowCost {
    /// 64 MiB, three passes: 203 ms of one core of the machine that research/security.md §10 measured on.
    pub const EARNEST: SlowCost = SlowCost { memory_kib: 64 * 1_024, passes: 3 };
    /// For tests, whose stores are thrown away.
    pub const CHEAP: SlowCost = SlowCost { memory_kib: 8, passes: 1 };
}

/// A slow hash of an address. Wiped from memory when dropped; cannot be printed.
pub struct SlowHash(Zeroizing<[u8; 32]>);

impl SlowHash {
    /// `None` when the cost makes no sense.
    pub fn of(address: Address, salt: &[u8; SALT_BYTES], cost: SlowCost) -> Option<Self> {
        let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).ok()?;
        let mut memory = vec![Block::default(); params.block_count()];
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut out = Zeroizing::new([0; 32]);
        let bytes = Zeroizing::new(address.reveal().to_le_bytes());
        argon.hash_password_into_with_memory(bytes.as_slice(), salt, out.as_mut(), &mut memory).ok()?;
        Some(Self(out))
    }

    /// What may stand on disk: keyed with a secret that is destroyed with its quarter.
    pub fn tag(&self, pepper: &[u8; 32]) -> [u8; 16] {
        let whole = MacKey::from_key(Key::from_bytes(pepper)).tag(self.0.as_slice());
        let mut short = [0; 16];
        short.copy_from_slice(&whole[..16]);
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::routes::Directory;
    use crate::vault::testing::Seeded;

    fn hash(address: i64, salt: u8) -> SlowHash {
        SlowHash::of(Address::new(address), &[salt; SALT_BYTES], SlowCost::CHEAP).expect("a cost that makes sense")
    }

    /// CRY-6.
    #[test]
    fn one_address_has_another_tag_in_every_quarter_and_in_the_index() {
        let same = hash(5_100_000_001, 1).tag(&[7; 32]);
        assert_eq!(same, hash(5_100_000_001, 1).tag(&[7; 32]), "the control: within a quarter it is found again");
        let directory = Directory::new(&mut Seeded::new(1));
        let others = [
            hash(5_100_000_001, 2).tag(&[7; 32]),
            hash(5_100_000_001, 1).tag(&[8; 32]),
            hash(5_100_000_002, 1).tag(&[7; 32]),
            directory.tag(Address::new(5_100_000_001)).bytes(),
        ];
        assert!(!others.contains(&same));
    }

    #[test]
    fn the_hash_in_earnest_is_argon2id_with_64_mib_and_three_passes() {
        assert_eq!(SlowCost::EARNEST, SlowCost { memory_kib: 65_536, passes: 3 });
        assert!(SlowHash::of(Address::new(1), &[0; SALT_BYTES], SlowCost { memory_kib: 0, passes: 0 }).is_none());
    }
}
