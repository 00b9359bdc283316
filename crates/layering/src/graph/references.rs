//! All references, in the order of their places.
//!
//! There are many: hundreds of thousands in a large workspace. Those of each file
//! stay in the list that they were found in.

use std::ops::Index;

use rayon::prelude::*;

use super::{Reference, order};
use crate::source::FileId;

/// References, sorted by place; each place and item once.
#[derive(Debug, Default)]
pub struct References {
    /// Those of each file, by the index of the first.
    files: Vec<(usize, Vec<Reference>)>,
}

impl References {
    /// Puts the references of all texts in order. Each text has its own in order, and
    /// nearly always in a single file.
    pub(super) fn new(parts: Vec<Vec<Reference>>) -> Self {
        let file = |part: &[Reference]| part.first().map(|reference| reference.span.file);
        let is_same = |a: &Reference, b: &Reference| a.span.file == b.span.file;
        let mut of_one: Vec<Vec<Reference>> = Vec::new();
        for part in parts {
            if file(&part) == part.last().map(|reference| reference.span.file) {
                of_one.push(part);
            } else {
                of_one.extend(part.chunk_by(is_same).map(<[Reference]>::to_vec));
            }
        }
        of_one.retain(|part| !part.is_empty());
        of_one.sort_by_key(|part| file(part));
        let mut files: Vec<Vec<Vec<Reference>>> = Vec::new();
        for part in of_one {
            match files.last_mut() {
                Some(parts) if file(&parts[0]) == file(&part) => parts.push(part),
                _ => files.push(vec![part]),
            }
        }
        let files = files.into_par_iter().map(together).collect::<Vec<_>>();
        let mut first = 0;
        let files = files.into_iter().map(|file| {
            let start = first;
            first += file.len();
            (start, file)
        });
        References {
            files: files.collect(),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.files
            .last()
            .map_or(0, |(first, references)| first + references.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Reference> {
        self.files.iter().flat_map(|(_, references)| references)
    }

    /// All of them, on all threads.
    pub fn par_iter(&self) -> impl ParallelIterator<Item = &Reference> {
        self.files
            .par_iter()
            .flat_map_iter(|(_, references)| references)
    }

    /// Those of each file, on all threads, with the index of the first.
    pub fn files(&self) -> impl ParallelIterator<Item = (u32, &[Reference])> {
        self.files.par_iter().map(|(first, references)| {
            let first = u32::try_from(*first).expect("fewer than 2^32 references");
            (first, &**references)
        })
    }

    /// Those of one file, with the index of the first.
    pub fn in_file(&self, file: FileId) -> (u32, &[Reference]) {
        let of = |(_, references): &(usize, Vec<Reference>)| references[0].span.file;
        let Ok(found) = self.files.binary_search_by_key(&file, of) else {
            return (0, &[]);
        };
        let (first, references) = &self.files[found];
        let first = u32::try_from(*first).expect("fewer than 2^32 references");
        (first, references)
    }

    /// The one with an index, and those behind it in its file.
    pub(super) fn from(&self, index: usize) -> &[Reference] {
        let behind = self.files.partition_point(|(first, _)| *first <= index);
        let (first, references) = &self.files[behind - 1];
        &references[index - first..]
    }
}

impl Index<u32> for References {
    type Output = Reference;

    fn index(&self, index: u32) -> &Reference {
        &self.from(index as usize)[0]
    }
}

/// The references of one file, of which there are several lists in order. A path that
/// stands in a macro's input can be read more than once: as what the macro produces, and
/// as what it looks like.
fn together(mut parts: Vec<Vec<Reference>>) -> Vec<Reference> {
    let longest = (0..parts.len()).max_by_key(|part| parts[*part].len());
    let Some(mut all) = longest.map(|longest| std::mem::take(&mut parts[longest])) else {
        return Vec::new();
    };
    for part in parts {
        all.extend(part);
    }
    all.sort_by_key(order);
    all.dedup_by_key(|reference| (reference.span, reference.from, reference.to));
    all
}
