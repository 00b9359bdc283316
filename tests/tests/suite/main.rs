//! All tests of the linter as a whole, in one binary, since linking is slow.

mod ahead;
mod any_edit;
mod baseline;
mod cache;
mod compile;
mod disk;
mod docs;
mod edited_imports;
mod edits;
mod fingerprints;
mod fixtures;
mod house;
mod listing;
mod measuring;
mod messages;
mod names;
mod net;
mod reach;
mod readers;
mod repository;
mod suggestions;
mod unreadable;
mod why;
