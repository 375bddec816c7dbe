//! One mistake in the configuration, said so that whoever runs the bot can mend it.

use std::fmt;
use std::path::PathBuf;

/// Where a mistake stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A line of a file, from 1.
    Line(PathBuf, usize),
    /// A whole file.
    File(PathBuf),
    /// A variable of the environment.
    Variable(String),
}

/// Never holds the value of a secret: the words come from key names, kinds, ranges and paths.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    pub place: Place,
    pub what: String,
    pub mend: String,
}

impl Mistake {
    pub fn new(place: Place, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { place, what: what.into(), mend: mend.into() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line(file, line) => write!(f, "{}:{line}", file.display()),
            Place::File(file) => write!(f, "{}", file.display()),
            Place::Variable(name) => write!(f, "the variable {name}"),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; mend: {}", self.place, self.what, self.mend)
    }
}
