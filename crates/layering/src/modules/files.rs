//! Which file a `mod` item leads to.
//!
//! The rules of the Rust reference, "Module source filenames" and "The path
//! attribute", where `src/a.rs` is a file that is not mod-rs and `src/b/mod.rs`
//! one that is (a crate root and a file behind `#[path]` are mod-rs, too):
//!
//! | written | in `src/a.rs` | in `src/b/mod.rs` |
//! |---|---|---|
//! | `mod c;` | `src/a/c.rs`, `src/a/c/mod.rs` | `src/b/c.rs`, `src/b/c/mod.rs` |
//! | `mod i { mod c; }` | `src/a/i/c.rs`, … | `src/b/i/c.rs`, … |
//! | `#[path = "p.rs"] mod c;` | `src/p.rs` | `src/b/p.rs` |
//! | `mod i { #[path = "p.rs"] mod c; }` | `src/a/i/p.rs` | `src/b/i/p.rs` |
//! | `#[path = "d"] mod i { mod c; }` | `src/d/c.rs`, … | `src/b/d/c.rs`, … |

use std::path::{Path, PathBuf};

use crate::facts::PathAttr;
use crate::source::normalize;

/// Where the files of a module's children are looked for.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// The folder of the file that the walk is in.
    file: PathBuf,
    /// The folder for children, with the names of inline modules.
    children: PathBuf,
    /// Where children may lie under a condition: a `#[path]` in a `cfg_attr`
    /// on an inline module names another folder.
    others: Vec<PathBuf>,
    /// Whether the walk is inside of an inline module.
    inline: bool,
}

/// A file that may hold a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) path: PathBuf,
    /// Whether its children lie beside it, not in a folder of its own name.
    pub(super) mod_rs: bool,
    /// Whether it counts under a condition only.
    pub(super) conditional: bool,
}

impl Folder {
    /// The folder for the children of a file.
    pub(super) fn of_file(path: &Path, mod_rs: bool) -> Self {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let children = match path.file_stem() {
            Some(stem) if !mod_rs => folder.join(stem),
            _ => folder.clone(),
        };
        Folder {
            file: folder,
            children,
            others: Vec::new(),
            inline: false,
        }
    }

    /// Where children lie.
    pub(super) fn children(&self) -> &Path {
        &self.children
    }

    /// The folder for the children of an inline module.
    pub(super) fn of_inline(&self, name: &str, paths: &[PathAttr]) -> Self {
        let folder = |path: &PathAttr| normalize(&self.base().join(&*path.value));
        let named = paths.iter().find(|path| !path.conditional);
        let conditional = paths.iter().filter(|path| path.conditional);
        let below = self.others.iter().map(|other| other.join(name));
        Folder {
            file: self.file.clone(),
            children: named.map_or_else(|| self.children.join(name), folder),
            others: conditional.map(folder).chain(below).collect(),
            inline: true,
        }
    }

    /// The files that `mod name;` may lead to. Of those that are alike in
    /// `conditional`, the first that is there counts; each conditional one
    /// counts by itself.
    pub(super) fn candidates(&self, name: &str, paths: &[PathAttr]) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = paths
            .iter()
            .map(|path| Candidate {
                path: normalize(&self.base().join(&*path.value)),
                mod_rs: true,
                conditional: path.conditional,
            })
            .collect();
        if paths.iter().all(|path| path.conditional) {
            for other in &self.others {
                candidates.push(Candidate {
                    path: other.join(format!("{name}.rs")),
                    mod_rs: false,
                    conditional: true,
                });
                candidates.push(Candidate {
                    path: other.join(name).join("mod.rs"),
                    mod_rs: true,
                    conditional: true,
                });
            }
            candidates.push(Candidate {
                path: self.children.join(format!("{name}.rs")),
                mod_rs: false,
                conditional: false,
            });
            candidates.push(Candidate {
                path: self.children.join(name).join("mod.rs"),
                mod_rs: true,
                conditional: false,
            });
        }
        candidates
    }

    /// What a literal `include!` is relative to.
    pub(super) fn include(&self, path: &str) -> PathBuf {
        normalize(&self.file.join(path))
    }

    fn base(&self) -> &Path {
        if self.inline {
            &self.children
        } else {
            &self.file
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attr(value: &str, conditional: bool) -> PathAttr {
        PathAttr {
            value: value.into(),
            conditional,
        }
    }

    fn paths(folder: &Folder, name: &str, attrs: &[PathAttr]) -> Vec<String> {
        let candidates = folder.candidates(name, attrs);
        candidates
            .iter()
            .map(|c| c.path.display().to_string())
            .collect()
    }

    fn a() -> Folder {
        Folder::of_file(Path::new("src/a.rs"), false)
    }

    fn b() -> Folder {
        Folder::of_file(Path::new("src/b/mod.rs"), true)
    }

    #[test]
    fn a_child_lies_in_the_folder_of_its_parent() {
        assert_eq!(paths(&a(), "c", &[]), ["src/a/c.rs", "src/a/c/mod.rs"]);
        assert_eq!(paths(&b(), "c", &[]), ["src/b/c.rs", "src/b/c/mod.rs"]);
    }

    #[test]
    fn inline_modules_are_folders() {
        assert_eq!(
            paths(&a().of_inline("i", &[]), "c", &[]),
            ["src/a/i/c.rs", "src/a/i/c/mod.rs"]
        );
        assert_eq!(
            paths(&b().of_inline("i", &[]), "c", &[]),
            ["src/b/i/c.rs", "src/b/i/c/mod.rs"]
        );
    }

    #[test]
    fn a_path_is_relative_to_the_file_or_to_the_inline_module() {
        let path = [attr("p.rs", false)];
        assert_eq!(paths(&a(), "c", &path), ["src/p.rs"]);
        assert_eq!(paths(&b(), "c", &path), ["src/b/p.rs"]);
        assert_eq!(
            paths(&a().of_inline("i", &[]), "c", &path),
            ["src/a/i/p.rs"]
        );
        assert_eq!(
            paths(&b().of_inline("i", &[]), "c", &path),
            ["src/b/i/p.rs"]
        );
        assert_eq!(paths(&b(), "c", &[attr("../p.rs", false)]), ["src/p.rs"]);
    }

    #[test]
    fn a_path_on_an_inline_module_names_a_folder() {
        let path = [attr("d", false)];
        assert_eq!(paths(&a().of_inline("i", &path), "c", &[])[0], "src/d/c.rs");
        assert_eq!(
            paths(&b().of_inline("i", &path), "c", &[])[0],
            "src/b/d/c.rs"
        );
    }

    #[test]
    fn a_conditional_path_is_one_more_candidate() {
        let path = [attr("unix.rs", true)];
        assert_eq!(
            paths(&a(), "c", &path),
            ["src/unix.rs", "src/a/c.rs", "src/a/c/mod.rs"]
        );
    }
}
