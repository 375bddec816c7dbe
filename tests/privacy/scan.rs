//! Looks for planted markers in bytes, in every form in which a program may have left them there.
//!
//! Never true of this file: a form is looked for that no control plants, or a folder counts as clean that was not read.

use data_encoding::{BASE64, BASE64URL, HEXLOWER, HEXUPPER};
use std::collections::BTreeSet;
use std::path::Path;

/// Something that must not be found, or, in a control, must.
#[derive(Clone)]
pub struct Marker {
    pub name: &'static str,
    pub what: What,
}

#[derive(Clone)]
pub enum What {
    /// An account's number. It needs more than 32 bits, so that no four bytes can hold it and none look like it.
    Number(i64),
    Text(String),
}

impl Marker {
    pub fn number(name: &'static str, number: i64) -> Self {
        assert!(number > i64::from(u32::MAX), "a number of four bytes is met by chance");
        Self { name, what: What::Number(number) }
    }

    pub fn text(name: &'static str, text: &str) -> Self {
        assert!(text.chars().count() >= 6, "a short word is met by chance");
        Self { name, what: What::Text(text.to_owned()) }
    }

    /// Every form, with its name.
    pub fn forms(&self) -> Vec<(String, Vec<u8>)> {
        let mut forms = Vec::new();
        let mut add = |form: &str, bytes: Vec<u8>| forms.push((format!("{} as {form}", self.name), bytes));
        match &self.what {
            What::Number(number) => {
                let little: Vec<u8> = significant(*number).into_iter().rev().collect();
                let big = significant(*number);
                add("little endian", little.clone());
                add("big endian", big.clone());
                add("varint", varint(number.unsigned_abs()));
                add("zigzag varint", varint(number.unsigned_abs() << 1));
                textual(&mut add, &number.to_string());
                binary(&mut add, "big endian", &number.to_be_bytes());
                binary(&mut add, "little endian", &number.to_le_bytes());
            }
            What::Text(text) => {
                textual(&mut add, text);
                let (lower, upper) = (text.to_lowercase(), text.to_uppercase());
                for (form, other) in [("lower case", lower), ("upper case", upper)] {
                    if other != *text {
                        add(form, other.into_bytes());
                    }
                }
            }
        }
        forms
    }
}

/// The bytes of a number without its leading zeros, the greatest first.
fn significant(number: i64) -> Vec<u8> {
    number.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
}

/// As postcard and protocol buffers write whole numbers.
fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7f).expect("seven bits");
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

fn textual(add: &mut impl FnMut(&str, Vec<u8>), text: &str) {
    add("UTF-8", text.as_bytes().to_vec());
    add("UTF-16 little endian", text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    add("UTF-16 big endian", text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    binary(add, "UTF-8", text.as_bytes());
}

fn binary(add: &mut impl FnMut(&str, Vec<u8>), of: &str, bytes: &[u8]) {
    add(&format!("hex of {of}"), HEXLOWER.encode(bytes).into_bytes());
    add(&format!("HEX of {of}"), HEXUPPER.encode(bytes).into_bytes());
    for shift in 0..3 {
        let mut shifted = vec![0; shift];
        shifted.extend_from_slice(bytes);
        // Only the characters that these bytes alone decide.
        let from = (shift * 8).div_ceil(6);
        let to = shifted.len() * 8 / 6;
        for (name, alphabet) in [("base64", &BASE64), ("base64url", &BASE64URL)] {
            let encoded = alphabet.encode(&shifted).into_bytes();
            add(&format!("{name} of {of}, shifted by {shift}"), encoded[from..to].to_vec());
        }
    }
}

/// All markers in all forms, looked for in one pass.
pub struct Scanner {
    forms: Vec<(String, Vec<u8>)>,
    /// Which forms begin with these two bytes.
    heads: Vec<Vec<usize>>,
}

impl Scanner {
    pub fn new(markers: &[Marker]) -> Self {
        let forms: Vec<(String, Vec<u8>)> = markers.iter().flat_map(Marker::forms).collect();
        let mut heads = vec![Vec::new(); 1 << 16];
        for (place, (_, form)) in forms.iter().enumerate() {
            heads[head(form)].push(place);
        }
        Self { forms, heads }
    }

    /// The forms that stand in these bytes.
    pub fn find(&self, bytes: &[u8]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for at in places(bytes, bytes.len().saturating_sub(1)) {
            let rest = &bytes[at..];
            for place in &self.heads[head(rest)] {
                let (name, form) = &self.forms[*place];
                if rest.starts_with(form) {
                    found.insert(name.clone());
                }
            }
        }
        found
    }

    /// What stands in the files of a folder and in their names. Panics when there was nothing to read.
    pub fn find_in(&self, folder: &Path) -> BTreeSet<String> {
        let mut read = 0;
        let found = self.walk(folder, &mut read);
        assert!(read > 0, "nothing was read");
        found
    }

    fn walk(&self, folder: &Path, read: &mut usize) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_encoded_bytes();
            let mut here = self.find(&name);
            if entry.file_type().expect("a kind").is_dir() {
                here.extend(self.walk(&entry.path(), read));
            } else {
                let bytes = std::fs::read(entry.path()).expect("a file");
                *read += bytes.len();
                here.extend(self.find(&bytes));
            }
            found.extend(here.into_iter().map(|what| format!("{}/{what}", String::from_utf8_lossy(&name))));
        }
        found
    }
}

/// Where something may begin: everywhere below `end`, but for the long stretches of zeros in a store's files.
pub fn places(bytes: &[u8], end: usize) -> impl Iterator<Item = usize> {
    const PAGE: usize = 4096;
    static ZEROS: [u8; 2 * PAGE] = [0; 2 * PAGE];
    let pages = (0..end).step_by(PAGE);
    // The page after it counts too: a form may begin with the last zeros of a page.
    let is_empty = move |page: &usize| {
        let stretch = &bytes[*page..bytes.len().min(page + 2 * PAGE)];
        stretch == &ZEROS[..stretch.len()]
    };
    pages.filter(move |page| !is_empty(page)).flat_map(move |page| page..end.min(page + PAGE))
}

fn head(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}
