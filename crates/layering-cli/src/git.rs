//! Questions to git.
//!
//! Separate because two commands ask, and because of the variables that git
//! sets for its hooks: `GIT_DIR` and `GIT_WORK_TREE` may be relative to the
//! directory that the hook was started in, so where git is run decides what
//! it answers.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, bail};

/// A repository with a work tree.
#[derive(Debug)]
pub(crate) struct Repository {
    /// The top of the work tree, as git names it.
    pub(crate) top: PathBuf,
    git_dir: PathBuf,
}

impl Repository {
    /// The repository that `dir` is in. Inside a hook, the one that the hook
    /// belongs to.
    pub(crate) fn find(dir: &Path) -> anyhow::Result<Self> {
        let mut command = Command::new("git");
        if std::env::var_os("GIT_DIR").is_none() {
            command.current_dir(dir);
        }
        let answer = run(command.args(["rev-parse", "--show-toplevel", "--absolute-git-dir"]))?;
        let Some((top, git_dir)) = answer.split_once('\n') else {
            bail!("git does not say where its work tree is");
        };
        Ok(Repository {
            top: PathBuf::from(top),
            git_dir: PathBuf::from(git_dir),
        })
    }

    /// Runs git at the top of the work tree and hands back what it prints,
    /// without the last line break.
    pub(crate) fn git<A: AsRef<OsStr>>(&self, args: &[A]) -> anyhow::Result<String> {
        run(&mut self.command(args))
    }

    /// Runs git there as well, hands it something to read, and hands back what it
    /// prints, byte by byte: names of files need not be UTF-8.
    pub(crate) fn filter<A: AsRef<OsStr>>(
        &self,
        args: &[A],
        input: &[u8],
    ) -> anyhow::Result<Vec<u8>> {
        answer(&mut self.command(args), input)
    }

    /// Whether a git command that answers by its exit code says yes.
    pub(crate) fn holds<A: AsRef<OsStr>>(&self, args: &[A]) -> bool {
        run(&mut self.command(args)).is_ok()
    }

    /// Where `path` is below the top of the work tree, if it is.
    pub(crate) fn relative(&self, path: &Path) -> Option<PathBuf> {
        let path = physical(path);
        let inside = path.strip_prefix(physical(&self.top)).ok()?;
        Some(inside.to_path_buf())
    }

    /// `path` for a person: relative to the top of the work tree, if inside.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.top).unwrap_or(path);
        path.display().to_string()
    }

    fn command<A: AsRef<OsStr>>(&self, args: &[A]) -> Command {
        let mut command = Command::new("git");
        command
            .args(args)
            .current_dir(&self.top)
            .env("GIT_DIR", &self.git_dir)
            .env("GIT_WORK_TREE", &self.top)
            // Large files are no source; nobody waits for their download.
            .env("GIT_LFS_SKIP_SMUDGE", "1");
        command
    }
}

/// `path` absolute and without symbolic links, so that two names of one place
/// compare as equal. What does not exist stays as it is below the nearest
/// directory that does.
pub(crate) fn physical(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let resolved = path.ancestors().find_map(|ancestor| {
        let rest = path.strip_prefix(ancestor).ok()?;
        // Joining nothing would leave a slash behind the name of a file.
        match ancestor.canonicalize().ok()? {
            whole if rest.as_os_str().is_empty() => Some(whole),
            beginning => Some(beginning.join(rest)),
        }
    });
    resolved.unwrap_or(path)
}

fn run(command: &mut Command) -> anyhow::Result<String> {
    let said = answer(command, &[])?;
    let said = String::from_utf8(said).context("git names a path that is not UTF-8")?;
    Ok(said.trim_end_matches(['\n', '\r']).to_owned())
}

/// What a command prints that reads `input`.
fn answer(command: &mut Command, input: &[u8]) -> anyhow::Result<Vec<u8>> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .context("could not run `git`: is it installed and on the PATH?")?;
    let stdin = child.stdin.take();
    // One that ends before it has read everything says why.
    let output = thread::scope(|scope| {
        scope.spawn(|| stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output()
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim();
        bail!("git: {}", said.strip_prefix("fatal: ").unwrap_or(said));
    }
    Ok(output.stdout)
}
