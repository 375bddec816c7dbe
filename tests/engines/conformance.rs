//! One suite for all engines: what the layer above may rely on, whichever of them it holds.

use std::fs;
use std::ops::ControlFlow;

use rechtdoor::store::engine::{
    BATCH_BYTES_MAX, BATCH_OPS_MAX, Batch, EngineError, KEY_BYTES_MAX, Refused, VALUE_BYTES_MAX,
};

use crate::{Home, Numbers, Records, everything, keys};

fn batch(puts: &[(&[u8], &[u8])]) -> Batch {
    let mut batch = Batch::new();
    for (key, value) in puts {
        batch.put(*key, *value);
    }
    batch
}

#[test]
fn what_was_committed_is_read_and_nothing_else() {
    for home in Home::every() {
        let mut engine = home.open();
        assert_eq!(engine.get(b"a"), Ok(None), "{}", home.name());
        assert!(everything(engine.as_ref()).is_empty());
        engine.commit(batch(&[(b"a", b"1"), (b"b", b"")])).expect("commit");
        assert_eq!(engine.get(b"a"), Ok(Some(b"1".to_vec())), "{}", home.name());
        assert_eq!(engine.get(b"b"), Ok(Some(Vec::new())), "an empty value is a value");
        assert_eq!(engine.get(b"ab"), Ok(None));
        assert!(engine.disk_bytes() > 0);
        let mut change = batch(&[(b"a", b"2")]);
        change.delete(*b"b");
        change.delete(*b"never there");
        engine.commit(change).expect("commit");
        assert_eq!(everything(engine.as_ref()), Records::from([(b"a".to_vec(), b"2".to_vec())]), "{}", home.name());
    }
}

#[test]
fn later_changes_of_a_key_win_within_a_batch() {
    for home in Home::every() {
        let mut engine = home.open();
        let mut change = Batch::new();
        change.put(*b"kept", *b"first");
        change.delete(*b"kept");
        change.put(*b"kept", *b"last");
        change.put(*b"gone", *b"first");
        change.delete(*b"gone");
        engine.commit(change).expect("commit");
        assert_eq!(
            everything(engine.as_ref()),
            Records::from([(b"kept".to_vec(), b"last".to_vec())]),
            "{}",
            home.name()
        );
    }
}

#[test]
fn a_scan_walks_exactly_its_prefix_in_the_order_of_bytes() {
    for home in Home::every() {
        let mut engine = home.open();
        let all: [&[u8]; 9] =
            [&[0], b"a", b"a\0", b"a\0b", b"a\x7f", b"a\xff", b"a\xff\xff", b"b", &[0xff, 0xff, 0x01]];
        let mut mixed = all.to_vec();
        mixed.rotate_left(4);
        for key in mixed {
            engine.commit(batch(&[(key, key)])).expect("commit");
        }
        let expect = |prefix: &[u8]| -> Vec<Vec<u8>> {
            all.iter().filter(|key| key.starts_with(prefix)).map(|key| key.to_vec()).collect()
        };
        for prefix in [&b""[..], b"a", b"a\0", b"a\xff", b"a\xff\xff", &[0xff], &[0xff, 0xff], b"b", b"c", b"ab"] {
            assert_eq!(keys(engine.as_ref(), prefix), expect(prefix), "{} {prefix:?}", home.name());
        }
    }
}

#[test]
fn a_scan_stops_when_told_and_may_read_meanwhile() {
    for home in Home::every() {
        let mut engine = home.open();
        for number in 0..50_u8 {
            engine.commit(batch(&[(&[b'k', number], &[number])])).expect("commit");
        }
        let mut seen = 0;
        let reader = engine.as_ref();
        let mut each = |key: &[u8], value: &[u8]| {
            assert_eq!(reader.get(key).expect("get").as_deref(), Some(value), "{}", home.name());
            seen += 1;
            if seen == 7 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        reader.scan(b"k", &mut each).expect("scan");
        assert_eq!(seen, 7, "{}", home.name());
    }
}

#[test]
fn an_empty_batch_is_nothing() {
    for home in Home::every() {
        let mut engine = home.open();
        engine.commit(Batch::new()).expect("nothing to do");
        assert!(everything(engine.as_ref()).is_empty(), "{}", home.name());
        if let Home::Memory(disk) = &home {
            assert_eq!((disk.commits(), disk.attempts()), (0, 0));
        }
    }
}

#[test]
fn what_breaks_a_limit_is_refused_whole_and_the_handle_lives_on() {
    let long_key = [b'k'; KEY_BYTES_MAX + 1];
    let big = vec![7; VALUE_BYTES_MAX + 1];
    let mut many = Batch::new();
    for number in 0..=BATCH_OPS_MAX {
        many.put(u32::try_from(number).expect("small").to_be_bytes(), *b"");
    }
    let mut heavy = Batch::new();
    for number in 0..=BATCH_BYTES_MAX / VALUE_BYTES_MAX {
        heavy.put(u32::try_from(number).expect("small").to_be_bytes(), vec![7; VALUE_BYTES_MAX]);
    }
    let wrong = [
        (batch(&[(b"ok", b"1"), (b"", b"1")]), Refused::KeyLength),
        (batch(&[(b"ok", b"1"), (&long_key, b"1")]), Refused::KeyLength),
        (batch(&[(b"ok", b"1"), (b"k", &big)]), Refused::ValueTooLong),
        (many, Refused::BatchTooLarge),
        (heavy, Refused::BatchTooLarge),
    ];
    for home in Home::every() {
        let mut engine = home.open();
        for (wrong, why) in &wrong {
            assert_eq!(engine.commit(wrong.clone()), Err(EngineError::Refused(*why)), "{}", home.name());
        }
        assert!(everything(engine.as_ref()).is_empty(), "{}: nothing of a refused batch lands", home.name());
        engine.commit(batch(&[(&long_key[1..], &big[1..])])).expect("the longest that is allowed");
        assert_eq!(engine.get(&long_key[1..]).expect("get").map(|value| value.len()), Some(VALUE_BYTES_MAX));
    }
}

#[test]
fn big_values_in_one_big_batch_come_back_and_never_leave_the_synced_file() {
    for home in Home::every() {
        let mut engine = home.open();
        let mut expected = Records::new();
        // Twice over the same keys: the second batch replaces whole pages, which is what filled `blobs/` once.
        for round in 0..2_u8 {
            let mut change = Batch::new();
            for number in 0..256_u32 {
                let value: Vec<u8> = (0..VALUE_BYTES_MAX).map(|at| (at % 253) as u8 ^ number as u8 ^ round).collect();
                change.put(number.to_be_bytes(), value.clone());
                expected.insert(number.to_be_bytes().to_vec(), value);
            }
            engine.commit(change).expect("commit");
        }
        drop(engine);
        assert!(everything(home.open().as_ref()) == expected, "{}", home.name());
        if let Home::Sled(folder) = &home {
            let blobs = fs::read_dir(folder.path().join("store/live/blobs")).expect("sled makes the folder").count();
            assert_eq!(blobs, 0, "sled does not sync what lies there");
        }
    }
}

#[test]
fn a_reopened_engine_holds_the_same() {
    for home in Home::every() {
        let mut expected = Records::new();
        let mut numbers = Numbers(11);
        for round in 0..6 {
            let mut engine = home.open();
            assert!(everything(engine.as_ref()) == expected, "{} round {round}", home.name());
            for _ in 0..20 {
                let mut change = Batch::new();
                for _ in 0..numbers.below(8) {
                    let key = vec![b'k', numbers.below(40) as u8];
                    if numbers.below(3) == 0 {
                        change.delete(key.clone());
                        expected.remove(&key);
                    } else {
                        let value = vec![numbers.below(256) as u8; numbers.below(600)];
                        change.put(key.clone(), value.clone());
                        expected.insert(key, value);
                    }
                }
                engine.commit(change).expect("commit");
                assert!(everything(engine.as_ref()) == expected, "{} round {round}", home.name());
            }
        }
        assert!(expected.len() > 10, "the control: there was something to hold");
    }
}

#[test]
fn a_second_opener_is_told_that_the_store_is_in_use() {
    for home in Home::every() {
        let mut engine = home.open();
        engine.commit(batch(&[(b"a", b"1")])).expect("commit");
        assert_eq!(home.try_open().err(), Some(EngineError::Locked), "{}", home.name());
        engine.commit(batch(&[(b"b", b"2")])).expect("the first holder did not notice");
        drop(engine);
        assert_eq!(everything(home.open().as_ref()).len(), 2, "{}", home.name());
    }
}
