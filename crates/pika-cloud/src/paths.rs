//! Where a runtime keeps its files inside the guest, and what a path must look
//! like to be compared with another. Both sides of the guest boundary build on
//! these constants, so they stand apart from the types which carry them.

use thiserror::Error;

/// The directory the guest writes its lifecycle files to. It is under `/run`, so
/// a reboot starts from nothing rather than from the last boot's files.
pub const RUNTIME_DIR: &str = "/run/pika-cloud";
/// The guest's current state, replaced as a whole at every change.
pub const STATUS_PATH: &str = "/run/pika-cloud/status.json";
/// Everything that happened, one JSON document a line.
pub const EVENTS_PATH: &str = "/run/pika-cloud/events.jsonl";
/// How the runtime ended; absent while it runs.
pub const RESULT_PATH: &str = "/run/pika-cloud/result.json";

/// Why a path is not accepted.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum PathProblem {
    /// The path does not begin at the root.
    #[error("it is not absolute")]
    NotAbsolute,
    /// The same place has a shorter spelling.
    #[error("it is not in normal form (no `.`, `..`, `//` or trailing `/`)")]
    NotNormal,
}

/// Accepts absolute paths in normal form: two such paths name the same place
/// only if they are the same string, which the comparisons of a spec rely on.
///
/// Paths of a guest are Linux paths whatever the host is, hence `str` and not
/// `std::path::Path`.
pub fn check_absolute(path: &str) -> Result<(), PathProblem> {
    let Some(components) = path.strip_prefix('/') else {
        return Err(PathProblem::NotAbsolute);
    };
    let is_normal = components.is_empty()
        || components
            .split('/')
            .all(|component| !matches!(component, "" | "." | ".."));
    if is_normal {
        Ok(())
    } else {
        Err(PathProblem::NotNormal)
    }
}

/// Whether `path` is `dir` or lies below it. Both must be in normal form.
pub(crate) fn contains(dir: &str, path: &str) -> bool {
    path.strip_prefix(dir.trim_end_matches('/'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifecycle_files_are_normal_and_under_the_runtime_dir() {
        for path in [STATUS_PATH, EVENTS_PATH, RESULT_PATH] {
            assert_eq!(check_absolute(path), Ok(()));
            assert!(contains(RUNTIME_DIR, path), "{path}");
        }
    }

    #[test]
    fn relative_paths_are_refused() {
        for path in ["", "data", "./data", "~/data"] {
            assert_eq!(check_absolute(path), Err(PathProblem::NotAbsolute));
        }
    }

    #[test]
    fn spellings_of_the_same_place_are_refused() {
        for path in ["//", "/a/", "/a//b", "/a/./b", "/a/../b", "/..", "/."] {
            assert_eq!(check_absolute(path), Err(PathProblem::NotNormal), "{path}");
        }
        for path in ["/", "/a", "/a/..b", "/a/.b", "/a b"] {
            assert_eq!(check_absolute(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn containment_goes_by_components() {
        assert!(contains("/a", "/a"));
        assert!(contains("/a", "/a/b"));
        assert!(contains("/", "/a"));
        assert!(contains("/", "/"));
        assert!(!contains("/a", "/ab"));
        assert!(!contains("/a/b", "/a"));
    }
}
