//! From an offset in a unit's text back to a place in a file.
//!
//! The text that a macro produces was never in a file, but most of its tokens
//! were: in the arguments of the call, or in the body of the macro.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

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
            Origin::Expansion(map, base) => map.is_from_body(base + offset),
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

/// A part of a product: tokens with what is between them, as they are in their
/// source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its place in the produced text.
    pub range: TextRange,
    /// The text that it was copied from.
    pub side: Side,
    /// Its place there.
    pub source: TextRange,
}

/// The two texts that a product is put together from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The body of the macro.
    Body,
    /// The input of the call.
    Input,
}

/// Where the tokens of a macro's product came from.
///
/// Places are looked up through the origins of the two texts when they are
/// asked for: of most tokens nobody wants to know.
#[derive(Debug)]
pub struct SpanMap {
    pieces: Arc<[Piece]>,
    body: Origin,
    input: Origin,
}

impl SpanMap {
    /// The map of a product. The pieces are in the order of its text and do not
    /// overlap; the origins are those of the two texts.
    pub fn new(pieces: Arc<[Piece]>, body: Origin, input: Origin) -> Self {
        SpanMap {
            pieces,
            body,
            input,
        }
    }

    /// The piece around an offset.
    fn piece(&self, offset: u32) -> Option<&Piece> {
        let behind = self
            .pieces
            .partition_point(|piece| piece.range.start <= offset);
        let piece = &self.pieces[behind.checked_sub(1)?];
        (offset < piece.range.end).then_some(piece)
    }

    fn span(&self, range: TextRange) -> Option<Span> {
        let piece = self.piece(range.start)?;
        let start = piece.source(range.start);
        // Of a range over several pieces, the first is shown.
        let end = piece.source.end.min(start + (range.end - range.start));
        let source = TextRange {
            start,
            end: end.max(start),
        };
        match piece.side {
            Side::Body => self.body.span(source),
            Side::Input => self.input.span(source),
        }
    }

    /// Whether what stands at an offset is from the body of a macro, this one
    /// or one that wrote the call.
    fn is_from_body(&self, offset: u32) -> bool {
        self.piece(offset).is_none_or(|piece| match piece.side {
            Side::Body => true,
            Side::Input => self.input.is_from_body(piece.source(offset)),
        })
    }
}

impl Piece {
    /// Where an offset of the product is in the source.
    fn source(&self, offset: u32) -> u32 {
        self.source.start + (offset - self.range.start)
    }
}
