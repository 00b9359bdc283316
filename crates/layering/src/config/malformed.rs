//! Why a selector cannot be read, in words.
//!
//! Separate because its braces, its path, and the list that it stands in are
//! read apart, and each can be wrong.

/// Why a selector cannot be read.
#[derive(Debug)]
pub(super) struct Malformed {
    /// What is wrong, to stand beside the selector.
    pub(super) label: String,
    /// What to write instead.
    pub(super) help: Option<String>,
}

impl Malformed {
    pub(super) fn new(label: impl Into<String>) -> Self {
        Malformed {
            label: label.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
