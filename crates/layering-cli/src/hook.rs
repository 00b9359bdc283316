//! `install-hook`: a git pre-commit hook that checks what is staged.
//!
//! Separate from the check, which it only names. A hook is the user's: one that
//! somebody else wrote is never replaced, and hooks that run today still run
//! afterwards. Where that cannot be, the user is told what to add.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use crate::args::InstallHookArgs;
use crate::git::{self, Repository};
use crate::{output, xtask};

/// Where a repository keeps hooks that all its users share.
const TRACKED_DIR: &str = ".githooks";
const TRACKED_HOOK: &str = ".githooks/pre-commit";

/// Runs the command.
pub(crate) fn run(args: &InstallHookArgs) -> ExitCode {
    match install(args.manifest_path.as_deref()) {
        Ok(Outcome::Done(message)) => match output::print(&format!("{message}\n")) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => output::fail(format!("{error:#}"), output::INCOMPLETE),
        },
        Ok(Outcome::Refused(message)) => output::fail(message, 1),
        Err(error) => output::fail(format!("{error:#}"), output::INCOMPLETE),
    }
}

enum Outcome {
    /// The hook is in place.
    Done(String),
    /// Something of the user's is in its place.
    Refused(String),
}

fn install(manifest_path: Option<&Path>) -> anyhow::Result<Outcome> {
    let root = layering::workspace::load(manifest_path)?.root;
    let repository = Repository::find(&root).context("a hook needs a git repository")?;
    let inside = repository
        .relative(&root)
        .with_context(|| format!("`{}` is in another repository", root.display()))?;
    let hook = Hook::new(xtask::has_check(&root), &inside);

    let hooks = repository
        .top
        .join(repository.git(&["rev-parse", "--git-path", "hooks"])?);
    if repository.holds(&["ls-files", "--error-unmatch", TRACKED_HOOK]) {
        return use_tracked(&repository, &hooks, &hook);
    }
    let scope = hooks_path_scope(&repository);
    if matches!(scope.as_deref(), Some("global" | "system")) {
        return Ok(Outcome::Refused(format!(
            "`core.hooksPath` sends all your repositories to `{}`, which this hook must not do\n\
             help: give this repository hooks of its own with \
             `git config --local core.hooksPath .git/hooks`",
            hooks.display()
        )));
    }
    write_own(&repository, &hooks, &hook)
}

/// Points git to the hooks that the repository shares.
fn use_tracked(repository: &Repository, hooks: &Path, hook: &Hook) -> anyhow::Result<Outcome> {
    let tracked = repository.top.join(TRACKED_HOOK);
    let text = fs::read_to_string(&tracked)
        .with_context(|| format!("could not read `{TRACKED_HOOK}`, which git tracks"))?;
    if !runs_check(&text) {
        return Ok(hook.refusal(TRACKED_HOOK));
    }
    let in_use = git::physical(hooks) == git::physical(&repository.top.join(TRACKED_DIR));
    if in_use || !is_executable(&tracked) {
        return Ok(in_place(&tracked, TRACKED_HOOK));
    }
    if hooks_path_scope(repository).is_some() {
        return Ok(Outcome::Refused(format!(
            "`core.hooksPath` is `{}`, so git does not run `{TRACKED_HOOK}`\n\
             help: run it from a hook there, or `git config core.hooksPath {TRACKED_DIR}`",
            hooks.display()
        )));
    }
    if let Some(other) = active_hook(hooks) {
        return Ok(Outcome::Refused(format!(
            "`{}` would no longer run once git takes its hooks from `{TRACKED_DIR}`\n\
             help: move it away, or leave it behind with `git config core.hooksPath {TRACKED_DIR}`",
            repository.shown(&other)
        )));
    }
    repository.git(&["config", "core.hooksPath", TRACKED_DIR])?;
    Ok(Outcome::Done(format!(
        "git runs `{TRACKED_HOOK}` from now on"
    )))
}

/// Writes the hook for this clone alone.
fn write_own(repository: &Repository, hooks: &Path, hook: &Hook) -> anyhow::Result<Outcome> {
    let path = hooks.join("pre-commit");
    let shown = repository.shown(&path);
    fs::create_dir_all(hooks).with_context(|| format!("could not make `{}`", hooks.display()))?;
    match write_new(&path, &hook.script) {
        Ok(()) => Ok(Outcome::Done(format!("git runs `{shown}` from now on"))),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let text = fs::read(&path).with_context(|| format!("could not read `{shown}`"))?;
            if runs_check(&String::from_utf8_lossy(&text)) {
                Ok(in_place(&path, &shown))
            } else {
                Ok(hook.refusal(&shown))
            }
        }
        Err(error) => Err(error).with_context(|| format!("could not write `{shown}`")),
    }
}

/// git passes over a hook that it may not execute, and so nothing is checked.
fn in_place(path: &Path, shown: &str) -> Outcome {
    if is_executable(path) {
        Outcome::Done(format!("`{shown}` is in place already"))
    } else {
        Outcome::Refused(format!(
            "git does not run `{shown}`, which is not executable\n\
             help: `chmod +x {shown}`"
        ))
    }
}

/// The file that sets `core.hooksPath`, as git calls it: `local`, `global`, …
fn hooks_path_scope(repository: &Repository) -> Option<String> {
    let answer = repository
        .git(&["config", "--show-scope", "--get", "core.hooksPath"])
        .ok()?;
    Some(answer.split_whitespace().next()?.to_owned())
}

/// A hook in `dir` that git runs and that is not ours. git takes files without
/// an extension; its examples end with `.sample`.
fn active_hook(dir: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(dir).ok()?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().find(|path| {
        let text = fs::read(path).unwrap_or_default();
        path.extension().is_none()
            && is_executable(path)
            && !runs_check(&String::from_utf8_lossy(&text))
    })
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

/// Fails if the file exists, so that no hook is lost to a race either.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o755);
    options.open(path)?.write_all(text.as_bytes())
}

/// Whether a hook's text runs the check, in whichever of its ways.
fn runs_check(text: &str) -> bool {
    text.lines().map(str::trim_start).any(|line| {
        let named = line.contains("check-layering") || line.contains("layering check");
        !line.starts_with('#') && named && line.contains("--staged")
    })
}

/// The hook of one workspace.
struct Hook {
    /// The line that does it.
    command: &'static str,
    /// The file that holds the line.
    script: String,
}

impl Hook {
    /// `inside` is where the workspace is in the repository.
    fn new(has_xtask: bool, inside: &Path) -> Hook {
        let command = if has_xtask {
            "cargo xtask check-layering --staged"
        } else {
            "cargo layering check --staged"
        };
        let body = if inside.as_os_str().is_empty() {
            format!("exec {command}\n")
        } else {
            let dir = inside.to_string_lossy().replace('\\', "/");
            let quoted = dir.replace('\'', r"'\''");
            format!("{PIN_GIT}cd '{quoted}' && exec {command}\n")
        };
        Hook {
            command,
            script: format!("{HEADER}{body}"),
        }
    }

    fn refusal(&self, path: &str) -> Outcome {
        Outcome::Refused(format!(
            "`{path}` is a hook of your own and stays as it is\n\
             help: add this line to it: {} || exit 1",
            self.command
        ))
    }
}

const HEADER: &str = "\
#!/bin/sh
# Stops a commit that breaks a rule of layering.toml. What is staged is checked,
# whatever the work tree holds. `git commit --no-verify` goes without.
";

/// What git sets for a hook may hold only in the directory that it starts it in.
const PIN_GIT: &str = "\
GIT_DIR=$(git rev-parse --absolute-git-dir) && GIT_WORK_TREE=$PWD || exit
export GIT_DIR GIT_WORK_TREE
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_repository_runs_the_hook_that_it_installs() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(TRACKED_HOOK);
        let text = fs::read_to_string(&path).expect("the repository has a hook");
        assert_eq!(text, Hook::new(true, Path::new("")).script);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path)
                .expect("the hook can be read")
                .permissions()
                .mode();
            assert_eq!(mode & 0o111, 0o111, "git runs executable hooks only");
        }
    }

    #[test]
    fn a_workspace_below_the_top_is_entered() {
        let hook = Hook::new(false, Path::new("it's/here"));
        let last = hook.script.lines().next_back();
        assert_eq!(
            last,
            Some(r"cd 'it'\''s/here' && exec cargo layering check --staged")
        );
    }

    #[test]
    fn a_commented_line_does_not_run_the_check() {
        assert!(runs_check(
            "#!/bin/sh\nset -e\n  cargo layering check --staged -q\n"
        ));
        assert!(!runs_check("#!/bin/sh\n# cargo layering check --staged\n"));
    }
}
