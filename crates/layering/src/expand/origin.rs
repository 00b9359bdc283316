//! From an offset in a unit's text back to a place in a file.
//!
//! The text that a macro produces was never in a file, but most of its tokens
//! were: in the arguments of the call, or in the body of the macro.

use std::sync::Arc;

use crate::facts::TextRange;
use crate::source::{FileId, Span};

/// How the offsets of a unit lead to a file.
#[derive(Clone, Debug)]
pub enum Origin {
    /// The text is that of a file from this offset on.
    File(FileId, u32),
    /// The text is that which a macro produced from this offset on.
    Expansion(Arc<SpanMap>, u32),
}

impl Origin {
    /// The place of a range, if it was written in a file.
    pub fn span(&self, range: TextRange) -> Option<Span> {
        match self {
            Origin::File(file, base) => Some(Span {
                file: *file,
                start: base + range.start,
                end: base + range.end,
            }),
            Origin::Expansion(map, base) => map.span(TextRange {
                start: base + range.start,
                end: base + range.end,
            }),
        }
    }

    /// Whether a range came out of the body of a macro, not out of a call.
    pub fn is_from_body(&self, offset: u32) -> bool {
        match self {
            Origin::File(..) => false,
            Origin::Expansion(map, base) => {
                map.piece(base + offset).is_none_or(|piece| piece.from_body)
            }
        }
    }

    /// The origin of the part of the text that starts at an offset.
    #[must_use]
    pub fn from(&self, offset: u32) -> Origin {
        match self {
            Origin::File(file, base) => Origin::File(*file, base + offset),
            Origin::Expansion(map, base) => Origin::Expansion(Arc::clone(map), base + offset),
        }
    }
}

/// Where the tokens of a macro's product came from.
#[derive(Debug, Default)]
pub struct SpanMap {
    /// The pieces, in the order of the produced text.
    pieces: Vec<Piece>,
}

/// A token of the product.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Its place in the produced text.
    pub range: TextRange,
    /// Where it was written, if it was.
    pub source: Option<Span>,
    /// Whether that is in the body of the macro.
    pub from_body: bool,
}

impl SpanMap {
    /// The pieces, in the order of the produced text.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// A map of pieces in the order of the text, which do not overlap.
    pub fn new(pieces: Vec<Piece>) -> Self {
        SpanMap { pieces }
    }

    /// The piece around an offset.
    pub fn piece(&self, offset: u32) -> Option<&Piece> {
        let behind = self
            .pieces
            .partition_point(|piece| piece.range.start <= offset);
        let piece = &self.pieces[behind.checked_sub(1)?];
        (offset < piece.range.end).then_some(piece)
    }

    fn span(&self, range: TextRange) -> Option<Span> {
        let piece = self.piece(range.start)?;
        let source = piece.source?;
        let start = source.start + (range.start - piece.range.start);
        // A range over several tokens is shown by its first.
        let end = start.max(source.end.min(start + (range.end - range.start)));
        Some(Span {
            start,
            end,
            ..source
        })
    }
}
